// How the question was understood: each part a button that shows what else the catalogue offers.
function Choices({ part, close }) {
  const w = props.words
  const found = peek("choices-" + part.key)
  if (!found) return <p className="dg-small" role="status">{w.looking}</p>
  if (found.said) return <Said text={found.said} />
  if (found.choices.length === 0) return <p className="dg-small" role="status">{w.no_choices}</p>
  return (
    <div className="dg-options" role="group" aria-label={w.instead_of + " " + part.said}>
      {found.choices.map((one, index) => (
        <button type="button" key={index} data-testid="choice" onClick={() => { close(); sendUserMessage(one.question) }}>{one.label}</button>))}
    </div>
  )
}

function Understood() {
  const w = props.words
  const panel = useId()
  const [open, setOpen] = useKept("part", null)
  const [, setTurn] = useState(0)
  if (props.parts.length === 0 && !props.reading && props.assumptions.length === 0) return null
  const parts = props.parts.map((one) => ({ ...one, key: one.part + one.number }))
  const chosen = parts.find((one) => one.key === open)
  // Where a part has no button, because nothing else can be chosen for it, the line says it.
  const kinds = new Set(parts.map((one) => one.part))
  const whole = kinds.has("metric") && kinds.has("split")
  const show = async (part) => {
    if (open === part.key) return setOpen(null)
    setOpen(part.key)
    await once("choices-" + part.key, "card_vary", { part: part.part, number: part.number })
    setTurn((turn) => turn + 1)
  }
  return (
    <div className="dg-understood" role="group" aria-label={w.understood} data-testid="understood">
      <p className="dg-label">{w.understood}</p>
      {parts.length > 0 ? (
        <div className="dg-parts">
          {parts.map((part) => (
            <button type="button" key={part.key} className="dg-part" data-testid={"part-" + part.key} aria-expanded={open === part.key}
              aria-controls={panel} onClick={() => show(part)}>
              <span className="dg-hidden">{part.kind}: </span>{part.said}<span className="dg-hidden"> ({w.change})</span></button>))}
        </div>) : null}
      {!whole && props.reading && <p className="dg-small" data-testid="reading">{props.reading}</p>}
      <div id={panel}>{chosen && <Choices part={chosen} key={open} close={() => setOpen(null)} />}</div>
      {props.assumptions.length > 0 && <p className="dg-small">{w.assumed}: {props.assumptions.join(" ")}</p>}
    </div>
  )
}

function WordByWord() {
  return props.understood.length > 0 && (
    <Fold title={props.words.word_by_word} name="words">
      <dl className="dg-words">{props.understood.map((one, index) => (
        <div key={index}><dt>{one.word}</dt><dd>{one.meaning}</dd></div>))}</dl>
    </Fold>)
}
