// What can be done with an answer: one row of buttons, each opening one panel below it.
function Panel({ open, done }) {
  const w = props.words
  switch (open) {
    case "standing": return <Standing found={props.stands ?? peek("stands")} />
    case "note": return <NoteForm sent={() => done(w.note_kept)} />
    case "agreement": return <AgreementForm sent={() => done(w.agree_kept)} />
    case "review": return <ReviewForm sent={() => done(w.review_asked)} />
    case "good": case "bad": return <VerdictForm good={open === "good"} sent={() => done(w.verdict_kept)} key={open} />
    case "take": return (
      <ul className="dg-links">{props.links.files.map((link) => (
        <li key={link.href}><a href={link.href} target="_blank" rel="noopener" data-testid="file">{link.label}</a></li>))}</ul>)
  }
  return null
}

function Further() {
  const w = props.words
  const panel = useId()
  const [open, setOpen] = useKept("panel", props.stands ? "standing" : null)
  const [said, setSaid] = useKept("done", "")
  const [, setTurn] = useState(0)
  if (!props.kept) return null
  const show = async (name) => {
    setSaid("")
    setOpen(open === name ? null : name)
    if (name !== "standing" || props.stands) return
    await once("stands", "card_standing", {})
    setTurn((turn) => turn + 1)
  }
  const done = (text) => { setOpen(null); setSaid(text) }
  const copy = async () => {
    try { await navigator.clipboard.writeText(new URL(props.links.open, location.href).href); setSaid(w.copied) }
    catch { setSaid(w.not_copied + " " + new URL(props.links.open, location.href).href) }
  }
  const button = (name, label, more) => (
    <button type="button" key={name} data-testid={"do-" + name} aria-expanded={open === name} aria-controls={panel}
      onClick={() => show(name)} {...more}>{label}</button>)
  const figures = props.metrics.length > 0
  return (
    <section className="dg-further" aria-label={w.links}>
      <div className="dg-bar">
        {figures && button("standing", w.standing)}
        {props.notable && button("note", w.link_note)}
        {figures && button("agreement", w.link_agreement)}
        {props.sql && button("review", w.link_review)}
        {props.notable && <a href={props.links.sheet} target="_blank" rel="noopener" data-testid="sheet">{w.link_sheet}</a>}
        {props.notable && button("take", w.take)}
        {props.links.open && <a href={props.links.open} target="_blank" rel="noopener" data-testid="open">{w.link_open}</a>}
        {props.links.open && <button type="button" data-testid="copy" onClick={copy}>{w.copy}</button>}
        {button("good", <span aria-hidden="true">👍</span>, { "aria-label": w.good })}
        {button("bad", <span aria-hidden="true">👎</span>, { "aria-label": w.bad })}
      </div>
      <div id={panel} className={open ? "dg-panel" : ""}><Panel open={open} done={done} /></div>
      <Said text={said} good />
    </section>
  )
}
