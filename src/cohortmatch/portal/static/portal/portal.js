// The time-out warning, and half-written answers kept on the server. Every page works without it.
(() => {
  "use strict"
  const dialog = document.getElementById("time-out")
  const idle = Number(dialog?.dataset.idle) * 1000
  const warnAt = Number(dialog?.dataset.warning) * 1000
  const SHARED = "portal-last-request" // a time only, so that the tabs of one person agree
  let last = Date.now()

  const shared = () => {
    try {
      return Number(window.localStorage.getItem(SHARED)) || 0
    } catch {
      return 0
    }
  }

  const heard = () => {
    last = Date.now()
    try {
      window.localStorage.setItem(SHARED, String(last))
    } catch {
      // Storage may be forbidden: then each tab counts alone.
    }
  }

  const post = (form, address) =>
    fetch(address, {
      method: "POST",
      body: new FormData(form),
      credentials: "same-origin",
      headers: { "X-Requested-With": "XMLHttpRequest" },
    })

  const ended = () => window.location.assign(dialog.dataset.ended)

  const say = (left) => {
    const minutes = Math.max(1, Math.ceil(left / 60000))
    const words = minutes === 1 ? "1 minute" : `${minutes} minutes`
    const place = document.getElementById("time-out-left")
    if (place.textContent !== words) place.textContent = words
  }

  const look = () => {
    const quiet = Date.now() - Math.max(last, shared())
    if (quiet >= idle) return ended()
    if (quiet >= warnAt) {
      say(idle - quiet)
      if (!dialog.open) dialog.showModal()
    } else if (dialog.open) {
      dialog.close()
    }
  }

  const watchSession = () => {
    heard()
    dialog.querySelector("form[data-stay]").addEventListener("submit", (event) => {
      event.preventDefault()
      post(event.target, event.target.action).then((answer) => {
        if (!answer.ok || answer.redirected) return ended()
        heard()
        dialog.close()
      }, ended)
    })
    dialog.addEventListener("cancel", (event) => event.preventDefault())
    const often = Math.max(200, Math.min(5000, (idle - warnAt) / 24))
    window.setInterval(look, often)
    document.addEventListener("visibilitychange", look)
  }

  // A form with data-draft="address" sends what is in it there, at most every few seconds of typing.
  const keepDrafts = (form) => {
    let waiting = null
    const pause = Number(form.dataset.draftSeconds || 5) * 1000
    const note = form.querySelector("[data-draft-note]")
    const send = () => {
      waiting = null
      post(form, form.dataset.draft).then(
        (answer) => {
          if (!answer.ok || answer.redirected) return
          heard()
          if (note) note.textContent = "Draft kept"
        },
        () => undefined,
      )
    }
    form.addEventListener("input", () => {
      if (waiting === null) waiting = window.setTimeout(send, pause)
    })
    form.addEventListener("submit", () => window.clearTimeout(waiting))
  }

  if (dialog && idle > 0 && warnAt > 0) watchSession()
  document.querySelectorAll("form[data-draft]").forEach(keepDrafts)
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false
    button.addEventListener("click", () => window.print())
  })
})()
