// The figures as a table: in the reader's notation, sorted with the keyboard as well as the mouse.
function Head({ column, way, sort }) {
  const unit = column.unit && column.unit !== column.label ? <span className="dg-unit"> ({column.unit})</span> : null
  return (
    <th scope="col" className={column.figure ? "dg-figure" : ""} aria-sort={way === 0 ? "none" : way > 0 ? "ascending" : "descending"}>
      <button type="button" className="dg-sort" onClick={sort} data-testid="sort">
        {column.label}{unit}<span aria-hidden="true" className="dg-arrow">{way === 0 ? "↕" : way > 0 ? "↑" : "↓"}</span></button>
    </th>
  )
}

function sorted(table, order) {
  const rows = table.body.map((cells, index) => ({ cells, keys: table.keys[index] }))
  if (order.column === null) return rows
  const at = order.column
  // What is missing or withheld stands last, whichever way the others go.
  const compare = (one, other) => {
    const [a, b] = [one.keys[at], other.keys[at]]
    if (a === null || b === null) return (a === null) - (b === null)
    return order.way * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), props.language, { numeric: true }))
  }
  return [...rows].sort(compare)
}

function Table({ table, caption, open, name }) {
  const [order, setOrder] = useKept("order-" + name, { column: null, way: 1 })
  if (!table) return null
  const sort = (column) => setOrder({ column, way: order.column === column ? -order.way : table.head[column].figure ? -1 : 1 })
  return (
    <Fold title={caption} open={open} name={name}>
      <div className="dg-scroll" tabIndex={0} role="region" aria-label={caption}>
        <table className="dg-table">
          <caption className="dg-hidden">{caption}. {props.words.sortable}</caption>
          <thead><tr>{table.head.map((column, index) => (
            <Head key={index} column={column} way={order.column === index ? order.way : 0} sort={() => sort(index)} />))}</tr></thead>
          <tbody>{sorted(table, order).map((row, index) => (
            <tr key={index}>{row.cells.map((cell, at) => at === 0 && !table.head[at].figure
              ? <th key={at} scope="row">{cell}</th>
              : <td key={at} className={table.head[at].figure ? "dg-figure" : ""}>{cell}</td>)}</tr>))}</tbody>
        </table>
      </div>
    </Fold>
  )
}
