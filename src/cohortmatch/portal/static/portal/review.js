// Single keys on the page of a pair, as in `cohortmatch review`. Every button works without it.
(() => {
  "use strict"
  const KEPT = "portal-single-keys"
  const reason = document.getElementById("reason")
  const heading = document.getElementById("pair")
  const keys = document.getElementById("keys")

  const stored = () => {
    try {
      return window.localStorage.getItem(KEPT)
    } catch {
      return null
    }
  }

  document.getElementById("single-keys").hidden = false
  const named = () => document.body.classList.toggle("portal-keys", keys.checked)
  keys.checked = stored() !== "off"
  named()
  keys.addEventListener("change", () => {
    named()
    try {
      window.localStorage.setItem(KEPT, keys.checked ? "on" : "off")
    } catch {
      // Storage may be forbidden: then the choice lasts for this page.
    }
  })

  let sent = false
  window.addEventListener("pageshow", () => {
    sent = false
  })
  document.addEventListener("keydown", (event) => {
    if (event.target === reason) {
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault()
        heading.focus()
      }
      return
    }
    const typing = event.target.matches?.("input[type=text], textarea, select")
    const open = document.querySelector("dialog[open]")
    if (sent || typing || open || !keys.checked) return
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
    const key = event.key.toLowerCase()
    if (key === "r" && reason) {
      event.preventDefault()
      reason.focus()
      return
    }
    const found = /^[sdnujk]$/.test(key) && document.querySelector(`[data-key="${key}"]`)
    if (!found) return
    event.preventDefault()
    sent = found.tagName === "BUTTON"
    found.click()
  })

  heading.focus()
})()
