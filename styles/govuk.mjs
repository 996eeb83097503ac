// The scripts of govuk-frontend that the portal uses. A page is complete without them.
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs"
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs"
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs"
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs"
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs"
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs"
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs"
import { createAll } from "govuk-frontend/dist/govuk/init.mjs"

document.body.classList.add("js-enabled", "govuk-frontend-supported")
for (const Component of [
  Button,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(Component)
}
