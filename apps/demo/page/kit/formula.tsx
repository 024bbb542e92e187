import type { ComponentChildren, VNode } from 'preact'

/**
 * A formula as the packages write it in a line, such as `x·m/keep, m ~ Bernoulli(keep)`, as MathML. `/` is a fraction of what stands around it up to
 * the next space, `²` a power, `√` a root, `W[token]` an index. Words of several letters stay upright. It can break after commas outside parentheses.
 */
export function Formula({ children }: { children: string }) {
  const clauses = clausesOf(children)
  return (
    <span class="formula">
      {clauses.map((clause, i) => (
        <span key={i}>
          <math>
            <mrow>{new Parser(clause).row()}</mrow>
          </math>
          {i < clauses.length - 1 && `${children.includes(`${clause};`) ? ';' : ','} `}
        </span>
      ))}
    </span>
  )
}

/** The parts between commas and semicolons outside parentheses. */
function clausesOf(text: string): string[] {
  const clauses: string[] = []
  let [depth, start] = [0, 0]
  for (let i = 0; i < text.length; i++) {
    if ('([⌈'.includes(text[i]!)) depth += 1
    if (')]⌉'.includes(text[i]!)) depth -= 1
    if (depth > 0 || !',;'.includes(text[i]!)) continue
    clauses.push(text.slice(start, i))
    start = i + 1
  }
  return [...clauses, text.slice(start)].map((clause) => clause.trim())
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '⌈': '⌉' }
const OPERATORS = '+−=~≥≤·⊙|,:'

/** A piece of a formula; `inner` is what a pair of parentheses holds, which a fraction needs no more. */
interface Piece {
  readonly node: VNode
  readonly inner?: ComponentChildren
  readonly isWord?: boolean
}

class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Pieces up to the end, or to a closing parenthesis. */
  row(until = ''): VNode[] {
    const pieces: VNode[] = []
    let last: Piece | undefined
    while (this.#at < this.#text.length && this.#text[this.#at] !== until) {
      const isApart = this.#skipSpace()
      const piece = this.#product(last)
      if (isApart && last?.isWord !== undefined && piece.isWord !== undefined && (last.isWord || piece.isWord))
        pieces.push(<mspace width="0.3em" />)
      pieces.push(piece.node)
      last = piece
    }
    this.#at += until.length
    return pieces
  }

  /** Factors without a space between them, over what follows a `/`. */
  #product(before: Piece | undefined): Piece {
    const first = this.#factor(before)
    if (first.isWord === undefined) return first // an operator
    const factors = [first]
    while (this.#at < this.#text.length) {
      const next = this.#text[this.#at]!
      const slash = /^ ?\/ ?/.exec(this.#text.slice(this.#at))
      if (slash) {
        this.#at += slash[0].length
        const over = this.#factor(undefined)
        const top = factors.length === 1 ? (first.inner ?? first.node) : factors.map(({ node }) => node)
        factors.splice(
          0,
          factors.length,
          piece(
            <mfrac>
              <mrow>{top}</mrow>
              <mrow>{over.inner ?? over.node}</mrow>
            </mfrac>,
          ),
        )
      } else if (/[\s+−=~≥≤|,:)\]⌉]/.test(next)) break
      else factors.push(this.#factor(undefined))
    }
    return factors.length === 1 ? factors[0]! : piece(<mrow>{factors.map(({ node }) => node)}</mrow>)
  }

  /** A number, a name, a root or a group, with its power or index. */
  #factor(before: Piece | undefined): Piece {
    let base = this.#atom(before)
    for (;;) {
      const next = this.#text[this.#at]
      if (next === '²') {
        this.#at += 1
        base = piece(
          <msup>
            {base.node}
            <mn>2</mn>
          </msup>,
        )
      } else if (next === '[') {
        this.#at += 1
        base = piece(
          <msub>
            {base.node}
            <mrow>{this.row(']')}</mrow>
          </msub>,
        )
      } else return base
    }
  }

  #atom(before: Piece | undefined): Piece {
    const text = this.#text.slice(this.#at)
    const char = text[0]!
    if (OPERATORS.includes(char)) {
      this.#at += 1
      return { node: char === '|' ? <mo form="infix">|</mo> : <mo>{char}</mo> }
    }
    const close = CLOSING[char]
    if (close !== undefined) {
      this.#at += 1
      const inner = this.row(close)
      const node = (
        <mrow>
          <mo>{char}</mo>
          {inner}
          <mo>{close}</mo>
        </mrow>
      )
      return char === '(' ? { node, inner: <mrow>{inner}</mrow>, isWord: false } : piece(node)
    }
    if (char === '√') {
      this.#at += 1
      const { inner, node } = this.#factor(undefined)
      return piece(<msqrt>{inner ?? node}</msqrt>)
    }
    const number = /^\d+(\.\d+)?/.exec(text)?.[0]
    if (number !== undefined) {
      this.#at += number.length
      return piece(<mn>{number}</mn>)
    }
    const word = /^(?:[A-Za-z]+|.)′?/u.exec(text)![0]
    this.#at += word.length
    const isArticle = word === 'a' && before?.isWord === true && /^ [a-z]/.test(this.#text.slice(this.#at))
    if (isArticle) return { node: <mtext>a</mtext>, isWord: true }
    return { node: <mi>{word}</mi>, isWord: word.replace('′', '').length > 1 && this.#text[this.#at] !== '(' }
  }

  #skipSpace(): boolean {
    const start = this.#at
    while (this.#text[this.#at] === ' ') this.#at += 1
    return this.#at > start
  }
}

const piece = (node: VNode): Piece => ({ node, isWord: false })
