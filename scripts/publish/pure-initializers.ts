/** A node of a syntax tree, as far as it is read here. */
interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [property: string]: unknown
}

/** The body of these runs when it is called, not when the module is loaded. */
const DEFERRED = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])
/** A bundler that knows no types cannot tell that these have no effect. */
const SUSPECT = new Set(['CallExpression', 'NewExpression', 'MemberExpression', 'SpreadElement', 'TemplateLiteral'])
/** These have no meaning in another function. */
const BOUND = new Set(['AwaitExpression', 'ThisExpression', 'ClassExpression'])

/**
 * Makes the constants of a module calls that are marked as pure. A bundler then drops a constant that a program does not use, though
 * it shares the module with what the program uses. `sideEffects: false` says the same of whole modules only.
 *
 * @throws where a constant is destructured with a rest or a default.
 */
export function markPure(code: string, program: { readonly body: readonly object[] }): string {
  const declarators = (program.body as readonly Node[])
    .map((statement) => (statement['declaration'] ?? statement) as Node)
    .filter(({ type }) => type === 'VariableDeclaration')
    .flatMap((declaration) => declaration['declarations'] as Node[])
  let marked = code
  for (const [i, declarator] of [...declarators.entries()].toReversed()) {
    const { start, end } = declarator
    marked = marked.slice(0, start) + pureDeclarator(declarator, code, `destructured$${i}`) + marked.slice(end)
  }
  return marked
}

/** `id = init` with a pure initializer. What is destructured becomes constants one by one, by way of a constant with the name `whole`. */
function pureDeclarator({ id, init, start, end }: Node, code: string, whole: string): string {
  const [pattern, value] = [id as Node, init as Node | null]
  const text = ({ start, end }: Node): string => code.slice(start, end)
  if (!value || !isSuspect(value)) return code.slice(start, end)
  if (pattern.type === 'Identifier') return `${text(pattern)} = ${pure(text(value))}`
  const members = membersOf(pattern)
  if (!members)
    throw new Error(
      `A module takes ${text(pattern)} apart, which bundlers never drop: declare its constants one by one.`,
    )
  const constants = members.map(({ key, name }) => {
    const member = typeof key === 'number' ? `[${key}]` : `.${text(key)}`
    return `${text(name)} = ${pure(whole + member)}`
  })
  return [`${whole} = ${pure(text(value))}`, ...constants].join(', ')
}

const pure = (value: string): string => `/* @__PURE__ */ (() => (${value}))()`

/** The names in a pattern and where their values are in what it takes apart; undefined where it holds more than names. */
function membersOf(pattern: Node): { readonly key: Node | number; readonly name: Node }[] | undefined {
  const members =
    pattern.type === 'ObjectPattern'
      ? (pattern['properties'] as Node[]).map(({ key, value, computed }) => ({
          key: computed ? undefined : key,
          name: value,
        }))
      : (pattern['elements'] as (Node | null)[]).map((name, key) => ({ key, name }))
  const isName = (node: unknown): node is Node => isNode(node) && node.type === 'Identifier'
  return members.every(({ key, name }) => (typeof key === 'number' || isName(key)) && isName(name))
    ? (members as { key: Node | number; name: Node }[])
    : undefined
}

const isSuspect = (value: Node): boolean => contains(value, SUSPECT) && !contains(value, BOUND)

/** Whether a tree contains a node of one of some types that is evaluated with it. */
function contains(node: Node, types: ReadonlySet<string>): boolean {
  if (types.has(node.type)) return true
  if (DEFERRED.has(node.type)) return false
  return Object.values(node)
    .flat()
    .some((child) => isNode(child) && contains(child, types))
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null | undefined)?.type === 'string'

interface Context {
  parse(code: string): { readonly body: readonly object[] }
}

/** The same as a plugin of tsdown. */
export const pureInitializers = () => ({
  name: 'pure-initializers',
  renderChunk(this: Context, code: string, { fileName }: { readonly fileName: string }): string | null {
    return fileName.endsWith('.js') ? markPure(code, this.parse(code)) : null
  },
})
