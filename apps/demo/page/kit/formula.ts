import { type ComponentChildren, h, type JSX, type VNode } from 'preact'

/**
 * A formula as the packages write it in a line, such as `x·m/keep, m ~ Bernoulli(keep)`, as MathML. `/` is a fraction of what stands around it up to
 * the next space, `²` a power, `√` a root, `W[token]` an index. Words of several letters stay upright. It can break after commas outside parentheses.
 */
export function Formula({ children }: { readonly children: string }): JSX.Element {
  const clauses = clausesOf(children)
  return h(
    'span',
    { class: 'formula' },
    clauses.map(({ text, end }) => h('span', { key: text }, h('math', {}, row(new Parser(text).row())), end)),
  )
}

/** The parts between commas and semicolons outside parentheses, each with what ends it. */
function clausesOf(text: string): { readonly text: string; readonly end: string }[] {
  const clauses: { text: string; end: string }[] = []
  let [depth, start] = [0, 0]
  for (let i = 0; i <= text.length; i++) {
    const char = text[i] ?? ''
    if (char !== '' && '([⌈'.includes(char)) depth += 1
    if (char !== '' && ')]⌉'.includes(char)) depth -= 1
    if (i < text.length && (depth > 0 || !',;'.includes(char))) continue
    clauses.push({ text: text.slice(start, i).trim(), end: char === '' ? '' : `${char} ` })
    start = i + 1
  }
  return clauses
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
        pieces.push(h('mspace', { width: '0.3em' }))
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
        factors.splice(0, factors.length, piece(h('mfrac', {}, row(top), row(over.inner ?? over.node))))
      } else if (/[\s+−=~≥≤|,:)\]⌉]/.test(next)) break
      else factors.push(this.#factor(undefined))
    }
    return factors.length === 1 ? factors[0]! : piece(row(factors.map(({ node }) => node)))
  }

  /** A number, a name, a root or a group, with its power or index. */
  #factor(before: Piece | undefined): Piece {
    let base = this.#atom(before)
    for (;;) {
      const next = this.#text[this.#at]
      if (next === '²') {
        this.#at += 1
        base = piece(h('msup', {}, base.node, h('mn', {}, '2')))
      } else if (next === '[') {
        this.#at += 1
        base = piece(h('msub', {}, base.node, row(this.row(']'))))
      } else return base
    }
  }

  #atom(before: Piece | undefined): Piece {
    const text = this.#text.slice(this.#at)
    const char = text[0]!
    if (OPERATORS.includes(char)) {
      this.#at += 1
      return { node: h('mo', {}, char) }
    }
    const close = CLOSING[char]
    if (close !== undefined) {
      this.#at += 1
      const inner = this.row(close)
      const node = row([h('mo', {}, char), ...inner, h('mo', {}, close)])
      return char === '(' ? { node, inner: row(inner), isWord: false } : piece(node)
    }
    if (char === '√') {
      this.#at += 1
      const { inner, node } = this.#factor(undefined)
      return piece(h('msqrt', {}, inner ?? node))
    }
    const number = /^\d+(\.\d+)?/.exec(text)?.[0]
    if (number !== undefined) {
      this.#at += number.length
      return piece(h('mn', {}, number))
    }
    const word = /^(?:[A-Za-z]+|.)′?/u.exec(text)![0]
    this.#at += word.length
    const isArticle = word === 'a' && before?.isWord === true && /^ [a-z]/.test(this.#text.slice(this.#at))
    if (isArticle) return { node: h('mtext', {}, 'a'), isWord: true }
    return { node: h('mi', {}, word), isWord: word.replace('′', '').length > 1 && this.#text[this.#at] !== '(' }
  }

  #skipSpace(): boolean {
    const start = this.#at
    while (this.#text[this.#at] === ' ') this.#at += 1
    return this.#at > start
  }
}

const piece = (node: VNode): Piece => ({ node, isWord: false })
const row = (children: ComponentChildren): VNode => h('mrow', {}, children)
