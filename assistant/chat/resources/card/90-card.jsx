function Headline() {
  const [first, ...rest] = props.sentences
  return (
    <div data-testid="answer-text">
      <p className="dg-answer">{first}</p>{rest.length > 0 && <p className="dg-rest">{rest.join(" ")}</p>}
    </div>
  )
}

function Chart() {
  return props.chart && (
    <picture>
      <source media="(max-width: 480px)" srcSet={props.chart.narrow} />
      <img className="dg-chart" src={props.chart.src} alt={props.chart.alt} data-testid="chart" />
    </picture>)
}

function History({ of }) {
  return of.history && <> · <a href={of.history} target="_blank" rel="noopener">{props.words.history}</a></>
}

function Notes() {
  return props.notes.length > 0 && (
    <section className="dg-notes" aria-label={props.words.added}>
      <p className="dg-label">{props.words.added}</p>
      {props.notes.map((one, index) => (
        <blockquote key={index}><p>{one.text}</p><footer>{one.by}<History of={one} /></footer></blockquote>))}
    </section>)
}

// What was agreed about the same figure, and how it stands: the figure then and now, and never what caused it.
function Agreements() {
  const w = props.words
  return props.agreements.length > 0 && (
    <section className="dg-notes" aria-label={w.agreed} data-testid="agreements">
      <p className="dg-label">{w.agreed}</p>
      {props.agreements.map((one, index) => (
        <blockquote key={index}>
          <p>{one.due && <strong>{w.due_now} </strong>}{one.head}</p><p>{one.text}</p>
          {one.caveats.map((text, at) => <p className="dg-small" key={at}>{text}</p>)}
          {one.history && <footer><a href={one.history} target="_blank" rel="noopener">{w.history}</a></footer>}
        </blockquote>))}
    </section>)
}

// Who looked at this answer, and what they found.
function Badge() {
  const { text, more, tone } = props.badge
  return (
    <div className={"dg-review dg-review-" + tone} role={tone === "wrong" ? "alert" : "note"} data-testid="review-badge">
      <strong>{tone === "good" && <span aria-hidden="true">✓ </span>}{text}</strong>
      {more.map((line, index) => <p key={index}>{line}</p>)}
    </div>)
}

export default function AnswerCard() {
  // Against a double click; Chainlit draws the card anew when the answer is there, and the other reading can be asked.
  const [asked, setAsked] = useState(false)
  const head = useId()
  const w = props.words
  const choose = (question) => { setAsked(true); sendUserMessage(question) }
  return (
    <article className={"dg-card dg-is-" + props.outcome} lang={props.language} aria-labelledby={head} data-testid="answer-card">
      <h2 className="dg-hidden" id={head}>{w.answer}</h2>
      {props.fictional && <p className="dg-badge">{w.fictional}</p>}
      {props.badge?.tone === "wrong" && <Badge />}
      {props.state && <p className="dg-important" role="note" data-testid="state">{props.state}</p>}
      <Headline />
      {props.badge && props.badge.tone !== "wrong" && <Badge />}
      {props.caveats.blocking.map((text, index) => (
        <p className="dg-blocking" role="note" key={index}><strong>{w.blocking}: </strong>{text}</p>))}
      {props.options.length > 0 && (
        <div className="dg-options" role="group" aria-label={w.choose}>
          {props.options.map((option, index) => (
            <button type="button" key={index} disabled={asked} data-testid="option" onClick={() => choose(option.question)}>
              <span>{option.label}</span>{option.answer && <span className="dg-small">{option.answer}</span>}
              {(option.caveats ?? []).map((text, at) => <span className="dg-small" key={at}>{w.blocking}: {text}</span>)}</button>))}
        </div>)}
      {props.nearest.length > 0 && <p className="dg-small">{w.nearest}: {props.nearest.join(", ")}.</p>}
      <Understood />
      {props.caveats.important.length > 0 && (
        <div className="dg-important" role="note"><strong>{w.important}</strong><List items={props.caveats.important} /></div>)}
      <Chart />
      <Table table={props.table} caption={w.table} open={!props.chart} name="table" />
      {props.truncated && <p className="dg-small">{w.truncated}</p>}
      <Notes />
      <Agreements />
      <Words title={w.prompts} items={props.prompts} />
      <WordByWord />
      <Words title={w.notes} items={props.caveats.note} />
      {props.sql && (
        <Fold title={w.query} name="query">
          {props.review && <p className="dg-small" data-testid="review">{props.review}</p>}
          <pre className="dg-scroll" tabIndex={0} aria-label={w.query}><code>{props.sql}</code></pre></Fold>)}
      {props.sources.length > 2
        ? <Words title={w.sources} items={props.sources} />
        : props.sources.length > 0 && <p className="dg-small dg-source">{w.sources}: {props.sources.join("; ")}</p>}
      <Further />
    </article>
  )
}
