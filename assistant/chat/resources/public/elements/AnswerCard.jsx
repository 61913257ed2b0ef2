// One answer as one card. Everything comes from the server in `props`; nothing here can change an answer.
import { useState } from "react"

function Words({ title, items, open }) {
  if (!items || items.length === 0) return null
  return (
    <details className="dg-fold" open={open}>
      <summary>{title}</summary>
      <ul>{items.map((item, index) => <li key={index}>{item}</li>)}</ul>
    </details>
  )
}

function Understood({ title, reading, assumed, understood, assumptions }) {
  if (understood.length === 0 && assumptions.length === 0) return null
  return (
    <details className="dg-fold" data-testid="understood">
      <summary>{title}{reading ? <span className="dg-small">: {reading}</span> : null}</summary>
      <dl className="dg-words">
        {understood.map((one, index) => (
          <div key={index}><dt>{one.word}</dt><dd>{one.meaning}</dd></div>
        ))}
      </dl>
      {assumptions.length > 0 && <p className="dg-small">{assumed}:</p>}
      <ul>{assumptions.map((text, index) => <li key={index}>{text}</li>)}</ul>
    </details>
  )
}

function Table({ table, caption, open }) {
  if (!table) return null
  return (
    <details className="dg-fold" open={open} data-testid="table">
      <summary>{caption}</summary>
      <div className="dg-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="dg-table">
          <caption className="dg-hidden">{caption}</caption>
          <thead><tr>{table.head.map((column, index) => (
            <th key={index} scope="col" className={column.figure ? "dg-figure" : ""}>
              {column.label}{column.unit && column.unit !== column.label ? <span className="dg-unit"> ({column.unit})</span> : null}
            </th>))}</tr></thead>
          <tbody>{table.body.map((row, index) => (
            <tr key={index}>{row.map((cell, at) => at === 0 && !table.head[at].figure
              ? <th key={at} scope="row">{cell}</th>
              : <td key={at} className={table.head[at].figure ? "dg-figure" : ""}>{cell}</td>)}</tr>))}</tbody>
        </table>
      </div>
    </details>
  )
}

export default function AnswerCard() {
  // Against a double click; Chainlit draws the card anew when the answer is there, and the other reading can be asked.
  const [asked, setAsked] = useState(false)
  const w = props.words
  const ask = (question) => { setAsked(true); sendUserMessage(question) }
  return (
    <section className={"dg-card dg-is-" + props.outcome} lang={props.language} data-testid="answer-card">
      {props.fictional && <p className="dg-badge">{w.fictional}</p>}
      <p className="dg-answer" data-testid="answer-text">{props.text}</p>
      {props.caveats.blocking.map((text, index) => (
        <p className="dg-blocking" role="note" key={index}><strong>{w.blocking}: </strong>{text}</p>))}
      {props.options.length > 0 && (
        <div className="dg-options" role="group" aria-label={w.choose}>
          {props.options.map((option, index) => (
            <button type="button" key={index} disabled={asked} data-testid="option" onClick={() => ask(option.question)}>
              {option.label}</button>))}
        </div>)}
      {props.nearest.length > 0 && <p className="dg-small">{w.nearest}: {props.nearest.join(", ")}.</p>}
      {props.caveats.important.length > 0 && (
        <div className="dg-important" role="note"><strong>{w.important}</strong>
          <ul>{props.caveats.important.map((text, index) => <li key={index}>{text}</li>)}</ul></div>)}
      {props.chart && (
        <picture>
          <source media="(max-width: 480px)" srcSet={props.chart.narrow} />
          <img className="dg-chart" src={props.chart.src} alt={props.chart.alt} data-testid="chart" />
        </picture>)}
      <Table table={props.table} caption={w.table} open={!props.chart} />
      {props.truncated && <p className="dg-small">{w.truncated}</p>}
      <Understood title={w.understood} reading={props.reading} assumed={w.assumed}
        understood={props.understood} assumptions={props.assumptions} />
      <Words title={w.notes} items={props.caveats.note} />
      <Words title={w.prompts} items={props.prompts} />
      {props.sql && (
        <details className="dg-fold" data-testid="query"><summary>{w.query}</summary>
          <pre className="dg-scroll" tabIndex={0}><code>{props.sql}</code></pre></details>)}
      {props.sources.length > 2
        ? <Words title={w.sources} items={props.sources} />
        : props.sources.length > 0 && <p className="dg-small dg-source">{w.sources}: {props.sources.join("; ")}</p>}
      {props.links.length > 0 && (
        <nav className="dg-links" aria-label={w.links}>
          {props.links.map((link, index) => (
            <a key={index} href={link.href} target="_blank" rel="noopener" data-testid="link">{link.label}</a>))}
        </nav>)}
    </section>
  )
}
