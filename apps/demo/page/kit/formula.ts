import { type ComponentChildren, h, type JSX, type VNode } from 'preact'

/**
 * A formula as the packages write it in a line, such as `x·m/keep, m ~ Bernoulli(keep)`, as MathML. `/` is a fraction of what stands around it up to
 * the next space, `²` a power, `√` a root, `W[token]` an index. Names of several letters stay upright; words that no operator joins are text, where
 * lines can break, as after commas.
 */
export function Formula({ children }: { readonly children: string }): JSX.Element {
  const clauses = clausesOf(children)
  return h(
    'span',
    { class: 'formula' },
    clauses.map(({ text, end }) => h('span', { key: text }, runs(new Parser(text).pieces()), end)),
  )
}

/** Pieces as formulas, and as text between them. */
function runs(pieces: readonly Piece[]): ComponentChildren[] {
  const isText = pieces.map(
    ({ word }, i) => word !== undefined && [pieces[i - 1], pieces[i + 1]].every((next) => !next?.isOperator),
  )
  const parts: ComponentChildren[] = []
  for (let i = 0; i < pieces.length; ) {
    let end = i + 1
    while (end < pieces.length && isText[end] === isText[i]) end += 1
    const run = pieces.slice(i, end)
    if (i > 0) parts.push(' ')
    parts.push(isText[i] ? run.map(({ word }) => word).join(' ') : h('math', {}, row(run.map(({ node }) => node))))
    i = end
  }
  return parts
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

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '⌈': '⌉', '|': '|' }
const OPERATORS = '+−=~≥≤·⊙,:'

interface Piece {
  readonly node: VNode
  /** What a pair of parentheses holds: as a part of a fraction it needs none. */
  readonly inner?: VNode
  /** The letters, if it is a name of several letters alone. */
  readonly word?: string
  readonly isOperator?: boolean
}

class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Up to the end, or to a closing parenthesis. */
  pieces(until = ''): Piece[] {
    const pieces: Piece[] = []
    for (;;) {
      while (this.#text[this.#at] === ' ') this.#at += 1
      if (this.#at >= this.#text.length || this.#text[this.#at] === until) break
      pieces.push(this.#product(pieces.at(-1)))
    }
    this.#at += until.length
    return pieces
  }

  /** What stands in parentheses, with a space beside each name of several letters that no operator joins. */
  #row(until: string): VNode {
    const nodes = this.pieces(until).flatMap((piece, i, all) => {
      const before = all[i - 1]
      const isApart = before !== undefined && !before.isOperator && !piece.isOperator
      return isApart ? [h('mspace', { width: '0.3em' }), piece.node] : [piece.node]
    })
    return row(nodes)
  }

  /** Factors without a space between them, over what follows a `/`. */
  #product(before: Piece | undefined): Piece {
    const first = this.#factor(before)
    if (first.isOperator) return first
    const factors = [first]
    while (this.#at < this.#text.length) {
      const next = this.#text[this.#at]!
      const slash = /^ ?\/ ?/.exec(this.#text.slice(this.#at))
      if (slash) {
        this.#at += slash[0].length
        const over = this.#factor(undefined)
        const top = factors.length === 1 ? (first.inner ?? first.node) : factors.map(({ node }) => node)
        factors.splice(0, factors.length, plain(h('mfrac', {}, row(top), row(over.inner ?? over.node))))
      } else if (/[\s+−=~≥≤|,:)\]⌉]/.test(next)) break
      else factors.push(this.#factor(undefined))
    }
    return factors.length === 1 ? factors[0]! : plain(row(factors.map(({ node }) => node)))
  }

  /** A number, a name, a root or a group, with its power or index. */
  #factor(before: Piece | undefined): Piece {
    let base = this.#atom(before)
    for (;;) {
      const next = this.#text[this.#at]
      if (next === '²') {
        this.#at += 1
        base = plain(h('msup', {}, base.node, h('mn', {}, '2')))
      } else if (next === '[') {
        this.#at += 1
        base = plain(h('msub', {}, base.node, this.#row(']')))
      } else return base
    }
  }

  #atom(before: Piece | undefined): Piece {
    const text = this.#text.slice(this.#at)
    const char = text[0]!
    if (OPERATORS.includes(char)) {
      this.#at += 1
      return { node: h('mo', {}, char === '~' ? '∼' : char), isOperator: true }
    }
    const close = CLOSING[char]
    if (close !== undefined) {
      this.#at += 1
      const inner = this.#row(close)
      const node = row([h('mo', {}, char), inner, h('mo', {}, close)])
      return char === '(' ? { node, inner } : plain(node)
    }
    if (char === '√') {
      this.#at += 1
      const { inner, node } = this.#factor(undefined)
      return plain(h('msqrt', {}, inner ?? node))
    }
    const number = /^\d+(\.\d+)?/.exec(text)?.[0]
    if (number !== undefined) {
      this.#at += number.length
      return plain(h('mn', {}, number))
    }
    const word = /^(?:[A-Za-z]+|.)′?/u.exec(text)![0]
    this.#at += word.length
    const node = h('mi', {}, word)
    const isArticle = word === 'a' && before?.word !== undefined && /^ [a-z]/.test(text.slice(1))
    const isName = word.replace('′', '').length > 1 && text[word.length] !== '('
    return isName || isArticle ? { node, word } : plain(node)
  }
}

const plain = (node: VNode): Piece => ({ node })
const row = (children: ComponentChildren): VNode => h('mrow', {}, children)
