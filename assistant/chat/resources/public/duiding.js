// What Chainlit's page leaves out: the language of the page, a heading, names for bare icons, answers said aloud, and the theme of the device.
(() => {
  const dutch = !navigator.language.toLowerCase().startsWith("en")
  const say = (nl, en) => (dutch ? nl : en)
  document.documentElement.lang = say("nl", "en")
  if (!localStorage.getItem("vite-ui-theme")) localStorage.setItem("vite-ui-theme", "system")

  const names = {
    "new-chat-button": say("Nieuw gesprek", "New conversation"),
    "theme-toggle": say("Licht of donker", "Light or dark"),
    "chat-submit": say("Vraag versturen", "Send question"),
    "chat-input": say("Uw vraag", "Your question"),
    "stop-button": say("Stoppen", "Stop"),
    "sidebar-trigger-button": say("Eerdere gesprekken", "Earlier conversations"),
    "search-chats-button": say("Gesprek zoeken", "Search conversations"),
    "user-nav-button": say("Uw account", "Your account"),
  }
  // One button is the send button now and the stop button later: a name that came from here is renewed.
  const ours = new Set(Object.values(names))
  const hidden = (tag) => {
    const made = document.createElement(tag)
    made.className = "dg-hidden"
    document.body.prepend(made)
    return made
  }
  // The pages beside the chat; their addresses take the language along, for a page knows no other.
  const guide = (name) => {
    const made = document.createElement("nav")
    made.className = name
    made.setAttribute("aria-label", say("Meer van Duiding", "More of Duiding"))
    const language = say("nl", "en")
    for (const [address, text] of [
      [`/catalogus?lang=${language}`, say("Gegevens", "Data")],
      [`/answers/?lang=${language}`, say("Afspraken", "Agreements")],
      [`/help?lang=${language}`, say("Uitleg", "Help")],
    ]) {
      const link = document.createElement("a")
      link.href = address
      link.textContent = text
      made.append(link)
    }
    return made
  }
  addEventListener("DOMContentLoaded", () => {
    const spoken = hidden("div")
    spoken.setAttribute("aria-live", "polite")
    hidden("h1").textContent = "Duiding"
    const welcome = () => {
      const starters = document.getElementById("starters")
      if (!starters || document.querySelector(".dg-welcome")) return
      const line = document.createElement("p")
      line.className = "dg-welcome"
      line.textContent = say(
        "U praat met een computerprogramma, zonder taalmodel. Bij elk antwoord staat hoe uw vraag is begrepen.",
        "You are talking to a computer program, without a language model. Each answer says how your question was understood.")
      starters.after(line)
      const fresh = document.createElement("p")
      fresh.className = "dg-welcome"
      line.after(fresh, guide("dg-welcome dg-guide"))
      fetch(`/welcome?lang=${say("nl", "en")}`).then((told) => (told.ok ? told.json() : { data: "" }))
        .then((told) => { fresh.textContent = told.data })
        .catch(() => { fresh.textContent = "" })
    }
    const header = () => {
      const readme = document.getElementById("readme-button")
      if (readme && !readme.parentElement.querySelector(".dg-guide")) readme.before(guide("dg-guide"))
    }
    // A long answer must not push its own first line, with the figure, out of sight.
    const question = () => {
      const asked = [...document.querySelectorAll("[data-step-type=user_message]")].pop()
      if (asked) for (const wait of [50, 400]) setTimeout(() => asked.scrollIntoView({ block: "start" }), wait)
    }
    // A menu of a conversation is a bare box to Chainlit: a button by role, name and Tab key to everybody else.
    const menus = () => {
      for (const menu of document.querySelectorAll("#thread-options")) {
        menu.setAttribute("role", "button")
        menu.tabIndex = 0
        menu.setAttribute("aria-label", say("Gesprek hernoemen of verwijderen", "Rename or delete the conversation"))
        // The line around it is a button in a link: the link is enough, and a button holds no button.
        const line = menu.closest("a > button")
        if (!line) continue
        line.setAttribute("role", "group")
        line.tabIndex = -1
        line.setAttribute("aria-label", line.textContent.trim() || say("Gesprek", "Conversation"))
      }
      for (const item of document.querySelectorAll("ul[data-sidebar=menu] > div:not([role])")) item.setAttribute("role", "listitem")
    }
    const seen = new WeakSet()
    new MutationObserver(() => {
      welcome()
      header()
      menus()
      // Chainlit shows a page of its own to who was logged out; ours is at the same address.
      if (location.pathname === "/login") location.replace("/login")
      for (const arrow of document.querySelectorAll("button:not([aria-label]) > svg.lucide-arrow-down"))
        arrow.parentElement.setAttribute("aria-label", say("Naar beneden", "Scroll down"))
      for (const [id, name] of Object.entries(names)) {
        const found = document.getElementById(id)
        const named = found?.getAttribute("aria-label")
        if (found && named !== name && (!named || ours.has(named))) found.setAttribute("aria-label", name)
      }
      for (const answer of document.querySelectorAll("[data-testid=answer-text]")) {
        if (!seen.has(answer)) { seen.add(answer); spoken.lang = answer.closest("[lang]").lang; spoken.textContent = answer.textContent; question() }
      }
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["id"] })
  })
})()
