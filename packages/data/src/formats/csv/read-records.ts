/** The records of a text of comma-separated values: their cells, and where in the text each ends. */
export interface Records {
  readonly cells: string[][]
  /** The index of the line end after each record, or the length of the text. */
  readonly ends: number[]
}

/** What is not well-formed, and the index in the text at which it was found. */
export class MalformedCsv {
  readonly what: string
  readonly at: number
  constructor(what: string, at: number) {
    this.what = what
    this.at = at
  }
}

const QUOTE = 34
const LF = 10
const CR = 13
const BYTE_ORDER_MARK = 0xfeff

/**
 * Reads records (RFC 4180) in one pass: cells may be quoted, records end in LF, CRLF or CR. Blanks around a cell, a byte order mark and empty
 * lines are left out; an empty line between records of one cell is an empty cell.
 *
 * @throws {MalformedCsv} on a quote that is open at the end, that stands within a cell, or that text follows.
 */
export function readRecords(text: string, delimiter: string): Records {
  const cells: string[][] = []
  const ends: number[] = []
  const first = delimiter.charCodeAt(0)
  const isLong = delimiter.length > 1
  const isDelimiter = (at: number): boolean =>
    text.charCodeAt(at) === first && (!isLong || text.startsWith(delimiter, at))
  const isCellEnd = (at: number): boolean => {
    const unit = text.charCodeAt(at)
    return unit === LF || unit === CR || at >= text.length || isDelimiter(at)
  }
  const skipBlanks = (from: number): number => {
    let at = from
    while (!isCellEnd(at) && isBlank(text.charCodeAt(at))) at++
    return at
  }

  let at = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
  let record: string[] = []
  let emptyLines: number[] = []
  while (at < text.length) {
    const begin = skipBlanks(at)
    const isQuoted = text.charCodeAt(begin) === QUOTE
    if (isQuoted) {
      const close = closingQuote(text, begin)
      const cell = text.slice(begin + 1, close)
      record.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell)
      at = skipBlanks(close + 1)
      if (!isCellEnd(at))
        throw new MalformedCsv(
          `Invalid Closing Quote: ${JSON.stringify(text[at])} follows it, where a delimiter or a line end belongs`,
          at,
        )
    } else {
      at = begin
      while (at < text.length) {
        const unit = text.charCodeAt(at)
        if (unit === LF || unit === CR || (unit === first && isDelimiter(at))) break
        if (unit === QUOTE)
          throw new MalformedCsv('Invalid Opening Quote: it stands within a cell that is not quoted', at)
        at++
      }
      record.push(text.slice(begin, at).trimEnd())
    }
    if (at < text.length && isDelimiter(at)) {
      at += delimiter.length
      // The empty cell after a delimiter at the very end of the text.
      if (at < text.length) continue
      record.push('')
    }
    if (record.length === 1 && record[0] === '' && !isQuoted) emptyLines.push(at)
    else {
      if (record.length === 1 && cells.at(-1)?.length === 1)
        for (const end of emptyLines) {
          cells.push([''])
          ends.push(end)
        }
      emptyLines = []
      cells.push(record)
      ends.push(at)
    }
    record = []
    at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1
  }
  return { cells, ends }
}

/** The number of the line, counted from 1, in which a place of the text lies. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let i = 0; i < at; i++) {
    const unit = text.charCodeAt(i)
    if (unit === LF || (unit === CR && text.charCodeAt(i + 1) !== LF)) line++
  }
  return line
}

function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1)
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2)
  if (at < 0) throw new MalformedCsv('a quoted cell is still open at its end', open)
  return at
}

/** What `trim` takes away. */
function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 160 && String.fromCharCode(unit).trim() === '')
}
