// Shows what the validation says of a query while it is typed. Without this script "show the difference" says the same.
"use strict"
for (const field of document.querySelectorAll("textarea[data-check]")) {
  const said = document.getElementById(field.dataset.said)
  let wait = 0
  let turn = 0
  const look = async () => {
    const mine = ++turn
    if (!field.value.trim()) { said.replaceChildren(); return }
    const body = new URLSearchParams({ sql: field.value })
    let remarks
    try {
      const answer = await fetch(field.dataset.check, { method: "POST", body })
      if (!answer.ok) return
      remarks = (await answer.json()).remarks
    } catch { return }
    // An answer that comes late says nothing about what stands there now.
    if (mine !== turn) return
    said.replaceChildren(...remarks.map((text) => Object.assign(document.createElement("li"), { textContent: text })))
  }
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(look, 300) })
  look()
}
