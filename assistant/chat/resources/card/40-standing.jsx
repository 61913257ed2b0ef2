// Where the figure stands: beside other places and years, each with its own caveats, and its change taken apart.
function Beside({ one, index }) {
  return (
    <li>
      <p className="dg-label">{one.heading}</p>
      <p>{one.text}</p>
      {one.caveats.map((text, at) => <p className="dg-small" key={at}>{text}</p>)}
      {one.table && <Table table={one.table} caption={props.words.table + ": " + one.heading} name={"beside-" + index} />}
    </li>
  )
}

function Standing({ found }) {
  const w = props.words
  if (!found) return <p className="dg-small" role="status">{w.looking}</p>
  if (found.said) return <Said text={found.said} />
  return (
    <div data-testid="standing">
      {found.beside.length === 0 && <p className="dg-small">{w.nothing_beside}</p>}
      <ul className="dg-beside">{found.beside.map((one, index) => <Beside one={one} index={index} key={index} />)}</ul>
      {found.parts.map((text, index) => <p key={index}>{text}</p>)}
      {found.no_cause && <p className="dg-small">{found.no_cause}</p>}
    </div>
  )
}
