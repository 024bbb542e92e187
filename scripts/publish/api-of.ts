import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-6'

const ROOT = join(import.meta.dirname, '../..')

/** What each of some modules exports: a declaration for each name, in order of the names, without comments and bodies. */
export function apiOf(modules: readonly string[]): string[][] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const program = ts.createProgram([...modules], {
    ...options,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  })
  const checker = program.getTypeChecker()
  return modules.map((path) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)
    if (!module) throw new Error(`${path} exports nothing`)
    return checker
      .getExportsOfModule(module)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((symbol) => describe(symbol, checker, path))
  })
}

const printer = ts.createPrinter({ removeComments: true })

function describe(exported: ts.Symbol, checker: ts.TypeChecker, module: string): string {
  const { name } = exported
  const namespace = exported.declarations?.find(ts.isNamespaceExport)
  if (namespace) return `export * as ${name} from ${namespace.parent.moduleSpecifier!.getText()}`
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  const declarations = symbol.declarations ?? []
  const origin = packageOf(declarations[0]!.getSourceFile().fileName)
  // The report of the other package says what it is.
  if (origin !== packageOf(module)) return `export { ${name} } from '${origin}'`
  return declarations
    .filter((each) => !isImplementation(each, declarations))
    .map((each) => declarationOf(each, name, checker))
    .join('\n')
}

/** The name of the package that a source is of. */
function packageOf(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/src/'))
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }).name
}

/** The last of several forms of a function, which users do not see. */
const isImplementation = (node: ts.Declaration, all: readonly ts.Declaration[]): boolean =>
  ts.isFunctionDeclaration(node) && node.body !== undefined && all.filter(ts.isFunctionDeclaration).length > 1

function declarationOf(node: ts.Declaration, name: string, checker: ts.TypeChecker): string {
  if (ts.isVariableDeclaration(node)) {
    const type = node.type
      ? node.type.getText()
      : checker.typeToString(checker.getTypeAtLocation(node), node, ts.TypeFormatFlags.NoTruncation)
    return `export const ${name}: ${print(type)}`
  }
  const bare = ts.transform(node, [withoutBodies]).transformed[0]!
  return print(printer.printNode(ts.EmitHint.Unspecified, bare, node.getSourceFile()))
}

const print = (text: string): string =>
  text.replace(/^( {4})+/gm, (indent) => '  '.repeat(indent.length / 4)).replace(/;$/gm, '')

/** Declarations as users see them: no bodies, no initial values, nothing private. */
const withoutBodies: ts.TransformerFactory<ts.Node> = (context) => {
  const f = context.factory
  const visit = (node: ts.Node): ts.Node | undefined => {
    if (ts.isFunctionDeclaration(node))
      return f.updateFunctionDeclaration(
        node,
        withoutAsync(node),
        node.asteriskToken,
        node.name,
        node.typeParameters,
        parameters(node),
        node.type,
        undefined,
      )
    if (ts.isMethodDeclaration(node))
      return isHidden(node)
        ? undefined
        : f.updateMethodDeclaration(
            node,
            withoutAsync(node),
            node.asteriskToken,
            node.name,
            node.questionToken,
            node.typeParameters,
            parameters(node),
            node.type,
            undefined,
          )
    if (ts.isConstructorDeclaration(node))
      return f.updateConstructorDeclaration(node, node.modifiers, parameters(node), undefined)
    if (ts.isGetAccessorDeclaration(node))
      return isHidden(node)
        ? undefined
        : f.updateGetAccessorDeclaration(node, node.modifiers, node.name, parameters(node), node.type, undefined)
    if (ts.isPropertyDeclaration(node))
      return isHidden(node)
        ? undefined
        : f.updatePropertyDeclaration(
            node,
            node.modifiers,
            node.name,
            node.questionToken,
            node.type,
            node.type ? undefined : node.initializer,
          )
    return ts.visitEachChild(node, visit, context)
  }
  const parameters = (node: ts.SignatureDeclaration): ts.ParameterDeclaration[] =>
    node.parameters.map((each) =>
      f.updateParameterDeclaration(
        each,
        each.modifiers,
        each.dotDotDotToken,
        ts.isIdentifier(each.name) ? each.name : f.createIdentifier('options'),
        each.questionToken ?? (each.initializer ? f.createToken(ts.SyntaxKind.QuestionToken) : undefined),
        each.type,
        undefined,
      ),
    )
  return (node) => ts.visitNode(node, visit)!
}

const withoutAsync = (node: ts.HasModifiers): ts.ModifierLike[] | undefined =>
  node.modifiers?.filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword)

const isHidden = (node: ts.ClassElement): boolean =>
  (node.name !== undefined && ts.isPrivateIdentifier(node.name)) ||
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0
