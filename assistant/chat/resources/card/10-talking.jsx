// One answer as one card. Everything comes from the server in `props`; nothing here can change an answer.
import { useId, useState } from "react"

// Chainlit draws every card anew whenever a message comes: what was opened or typed in one outlives that here.
const kept = (window.duidingCards ??= new Map())
const keyOf = (name) => props.id + "/" + props.kept + "/" + name
const peek = (name) => kept.get(keyOf(name)) ?? null
function useKept(name, first) {
  const key = keyOf(name)
  const [value, setValue] = useState(kept.has(key) ? kept.get(key) : first)
  return [value, (next) => { kept.set(key, next); setValue(next) }]
}

// Ask the server something about this answer; what comes back says in `said` what went wrong.
async function ask(action, details) {
  try {
    const told = await callAction({ name: action, payload: { answer: props.kept, language: props.language, ...details } })
    return told && told.response ? told.response : { said: props.words.failed }
  } catch {
    return { said: props.words.failed }
  }
}

// Ask it once: what was found stays, what went wrong is tried again.
async function once(name, action, details) {
  if (!peek(name) || peek(name).said) kept.set(keyOf(name), await ask(action, details))
}

function Said({ text, good }) {
  return <p role="status" className={"dg-said" + (text ? good ? " dg-good" : " dg-stop" : "")}>{text}</p>
}

function Fold({ title, children, open, name }) {
  return <details className="dg-fold" open={open} data-testid={name}><summary>{title}</summary>{children}</details>
}

function List({ items }) {
  return <ul>{items.map((item, index) => <li key={index}>{item}</li>)}</ul>
}

function Words({ title, items }) {
  return items.length === 0 ? null : <Fold title={title}><List items={items} /></Fold>
}
