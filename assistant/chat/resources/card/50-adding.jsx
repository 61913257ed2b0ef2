// What people add to an answer: an interpretation, an agreement, a word about the answer itself.
function Form({ action, sent, children, send }) {
  const [said, setSaid] = useState("")
  const [busy, setBusy] = useState(false)
  const submit = async (event) => {
    event.preventDefault()
    const form = event.currentTarget
    setBusy(true)
    const told = await ask(action, Object.fromEntries(new FormData(form)))
    setBusy(false)
    if (told.said) setSaid(told.said)
    else { form.reset(); sent(told) }
  }
  return (
    <form className="dg-form" onSubmit={submit}>
      {children}
      <Said text={said} />
      <button type="submit" className="dg-main" disabled={busy}>{send}</button>
    </form>
  )
}

function Field({ label, name, long, help, ...rest }) {
  const id = useId()
  const [typed, setTyped] = useKept("typed-" + name, "")
  const bound = { id, name, value: typed, onChange: (event) => setTyped(event.target.value), ...rest }
  return (
    <div className="dg-field"><label htmlFor={id}>{label}</label>
      {help && <p className="dg-small" id={id + "-help"}>{help}</p>}
      {long ? <textarea rows={3} {...bound} aria-describedby={help ? id + "-help" : undefined} /> : <input {...bound} />}</div>
  )
}

function Author() {
  // Who is logged in signs with their own name; on one's own machine a name is asked.
  return props.author ? null : <Field label={props.words.author} name="author" required maxLength={200} autoComplete="name" />
}

function NoteForm({ sent }) {
  const w = props.words
  return (
    <Form action="card_note" sent={sent} send={w.note_send}>
      <Field label={w.note_text} help={w.note_help} name="text" long required maxLength={4000} /><Author />
    </Form>
  )
}

function AgreementForm({ sent }) {
  const w = props.words
  const id = useId()
  return (
    <Form action="card_agree" sent={sent} send={w.agree_send}>
      <Field label={w.agree_what} name="what" long required maxLength={4000} />
      <Field label={w.agree_who} name="who" required maxLength={200} />
      <div className="dg-field"><label htmlFor={id}>{w.agree_metric}</label>
        <select id={id} name="metric">{props.metrics.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</select></div>
      <fieldset className="dg-field"><legend>{w.agree_way}</legend>
        <label><input type="radio" name="way" value="up" required /> {w.agree_up}</label>
        <label><input type="radio" name="way" value="down" /> {w.agree_down}</label></fieldset>
      <Field label={w.agree_target} name="target" inputMode="decimal" maxLength={40} />
      <Field label={w.agree_due} name="due" type="date" required /><Author />
    </Form>
  )
}

function ReviewForm({ sent }) {
  const w = props.words
  return (
    <Form action="card_review" sent={sent} send={w.review_send}>
      <Field label={w.review_word} help={w.review_help} name="word" long maxLength={2000} /><Author />
    </Form>
  )
}

function VerdictForm({ good, sent }) {
  const w = props.words
  return (
    <Form action="card_verdict" sent={sent} send={w.verdict_send}>
      <input type="hidden" name="good" value={good ? "yes" : "no"} />
      <Field label={good ? w.verdict_good : w.verdict_bad} name="why" long maxLength={1000} />
    </Form>
  )
}
