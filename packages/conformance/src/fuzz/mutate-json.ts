import type { Random } from './random.ts'

/** Values as JSON text: objects here cannot hold a member `__proto__` as plainly as JSON can. */
const VALUES = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '0.5',
  '1e9',
  '1e308',
  '-0',
  '4294967296',
  '9007199254740993',
  '""',
  '"x"',
  '"__proto__"',
  '"constructor"',
  '"toString"',
  '"NaN"',
  '"Infinity"',
  '[]',
  '[null]',
  '[[]]',
  '{}',
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"length":4294967295}',
  '{"toString":null,"valueOf":null,"toJSON":null}',
  `${'['.repeat(5000)}${']'.repeat(5000)}`,
  `[${new Array(3000).fill(0).join(',')}]`,
  `"${'x'.repeat(5000)}"`,
]
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'length', 'polluted', '', 'x', '\u0000']

type Member = { readonly name: string; readonly value: Node }
/** A value of JSON that keeps members of any name, and the same name twice. */
type Node = { readonly text: string } | { list: Node[] } | { members: Member[] }

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { list: value.map(nodeOf) }
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value) }
  return { members: Object.entries(value).map(([name, each]) => ({ name, value: nodeOf(each) })) }
}

function format(node: Node): string {
  if ('text' in node) return node.text
  if ('list' in node) return `[${node.list.map(format).join(',')}]`
  return `{${node.members.map(({ name, value }) => `${JSON.stringify(name)}:${format(value)}`).join(',')}}`
}

/** All containers of a value, outermost first. */
function containersOf(node: Node): Node[] {
  if ('text' in node) return []
  const parts = 'list' in node ? node.list : node.members.map(({ value }) => value)
  return [node, ...parts.flatMap(containersOf)]
}

/** JSON text of a value in which one or two members or elements are gone, renamed, doubled, or of another value. */
export function mutateJson(value: unknown, random: Random): string {
  const root = nodeOf(value)
  if (random.below(50) === 0 || 'text' in root) return random.pick(VALUES)
  const containers = containersOf(root)
  for (let i = random.below(2); i >= 0; i--) {
    const node = random.pick(containers)
    if ('list' in node) mutateList(node.list, random)
    else if ('members' in node) mutateMembers(node.members, random)
  }
  return format(root)
}

function mutateList(list: Node[], random: Random): void {
  const at = random.below(list.length + 1)
  const put: Node = random.below(4) === 0 && list.length > 0 ? random.pick(list) : { text: random.pick(VALUES) }
  list.splice(at, random.below(2), ...(random.below(4) === 0 ? [] : [put]))
}

function mutateMembers(members: Member[], random: Random): void {
  const at = random.below(members.length + 1)
  const member = members[at]
  const value: Node = { text: random.pick(VALUES) }
  switch (random.below(5)) {
    case 0:
      members.splice(at, 1)
      break
    case 1:
      members.splice(at, 0, { name: random.pick(NAMES), value })
      break
    case 2:
      if (member) members.splice(at, 1, { name: random.pick(NAMES), value: member.value })
      break
    case 3:
      if (member) members.splice(at, 0, { name: member.name, value })
      break
    default:
      if (member) members.splice(at, 1, { name: member.name, value })
  }
}
