import { type DefaultTreeAdapterTypes, parse } from 'parse5'

/** An element as a browser reads it. */
export interface Parsed {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly text: string
}

/** The elements of a document as a browser reads it, in their order, and what the parser had to mend. */
export function parsed(html: string): { readonly elements: readonly Parsed[]; readonly faults: readonly string[] } {
  const faults: string[] = []
  const document = parse(html, { onParseError: ({ code }) => faults.push(code) })
  return { elements: elementsIn(document), faults }
}

function elementsIn(node: DefaultTreeAdapterTypes.Node): Parsed[] {
  const inner = 'childNodes' in node ? node.childNodes.flatMap(elementsIn) : []
  if (!('tagName' in node)) return inner
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
  return [{ name: node.tagName, attributes, text: textIn(node) }, ...inner]
}

function textIn(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
}
