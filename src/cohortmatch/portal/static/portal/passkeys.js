// Shows the buttons that need a passkey, and says on the page where the browser gave none.
(() => {
  "use strict"
  const failed = document.querySelector("[data-passkey-failed]")

  for (const each of document.querySelectorAll("[data-passkey]")) each.hidden = false
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault()
    if (failed) failed.hidden = false
  })
})()
