import { relative, sep } from 'node:path'
import {
  DeclarationReflection,
  type ProjectReflection,
  ReferenceReflection,
  ReflectionGroup,
  ReflectionKind,
} from 'typedoc'
import ts from 'typescript'
import type { PackageDocs } from './package-docs.ts'

/** The headings of the page of `thinned`, by the package that an export comes from. */
const HEADINGS: Readonly<Record<string, string>> = {
  '@thinned/nn': 'Models and layers',
  '@thinned/dropout': 'Dropout',
  '@thinned/train': 'Training',
  thinned: 'Training',
  '@thinned/data': 'Data',
  '@thinned/rng': 'Keys, tensors, backends',
  '@thinned/tensor': 'Keys, tensors, backends',
  '@thinned/wasm': 'Keys, tensors, backends',
}
const ORDER = ['Modules', 'Namespaces', ...new Set(Object.values(HEADINGS)), 'Errors', 'Types']

/**
 * Gives the modules of `thinned` what they pass on from other packages: TypeDoc documents an export where it is declared, and would
 * leave the front door empty.
 */
export function addFrontDoor(project: ProjectReflection, packages: readonly PackageDocs[], root: string): void {
  const door = packages.find(({ options }) => options.name === 'thinned')!
  const sources = door.options.entryPoints!
  const program = ts.createProgram([...sources], {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2024,
    allowImportingTsExtensions: true,
    noEmit: true,
    customConditions: ['@thinned/source'],
    types: ['node'],
  })
  const checker = program.getTypeChecker()
  const exportsOf = (file: ts.SourceFile | ts.Declaration) =>
    checker.getExportsOfModule(checker.getSymbolAtLocation(file)!).map((symbol) => ({
      name: symbol.name,
      symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    }))
  const packageOf = (path: string) => {
    const [, folder] = relative(root, path).split(sep)
    return folder === 'thinned' ? folder : `@thinned/${folder}`
  }

  /** Adds a reference for each export of a file that has none yet, under headings. */
  function fill(module: DeclarationReflection, file: ts.SourceFile): void {
    const modules = (module.children ?? []).filter(({ kind }) => kind === ReflectionKind.Module)
    const headings = new Map(modules.map((child) => [child, 'Modules']))
    for (const { name, symbol } of exportsOf(file)) {
      const declaration = symbol.declarations![0]!
      const source = declaration.getSourceFile()
      const from = packageOf(source.fileName)
      const declared = ownChild(module, name)
      if (ts.isSourceFile(declaration)) {
        headings.set(namespace(module, name, declaration), 'Namespaces')
        continue
      }
      const target = declared ?? find(moduleNamed(project, from), symbol.name)
      const isType = !(symbol.flags & ts.SymbolFlags.Value)
      const heading = isType ? 'Types' : symbol.name.endsWith('Error') ? 'Errors' : HEADINGS[from]!
      headings.set(declared ?? refer(module, name, target), heading)
    }
    group(module, headings)
  }

  /** A reference to the module that a namespace is, or a namespace with references where it is none. */
  function namespace(module: DeclarationReflection, name: string, file: ts.SourceFile): DeclarationReflection {
    const path = file.fileName
    const owner = packages.find(({ options }) => options.entryPoints!.includes(path))
    if (owner !== undefined) {
      const entry = owner.entries[owner.options.entryPoints!.indexOf(path)]!
      return refer(module, name, moduleNamed(project, owner.options.name!, entry))
    }
    let made = ownChild(module, name)
    if (made === undefined) {
      made = new DeclarationReflection(name, ReflectionKind.Namespace, module)
      project.registerReflection(made, undefined, undefined)
      module.addChild(made)
    }
    fill(made, file)
    return made
  }

  function refer(parent: DeclarationReflection, name: string, target: DeclarationReflection): DeclarationReflection {
    const present = ownChild(parent, name)
    if (present !== undefined) return present
    const reference = new ReferenceReflection(name, target, parent)
    const comment = target.comment ?? target.signatures?.[0]?.comment
    if (comment !== undefined) reference.comment = comment
    project.registerReflection(reference, undefined, undefined)
    parent.addChild(reference)
    return reference
  }

  // TypeDoc leaves a module out that declares nothing itself.
  const main = moduleNamed(project, 'thinned')
  for (const entry of door.entries) {
    if (entry === 'thinned' || ownChild(main, entry)) continue
    const module = new DeclarationReflection(entry, ReflectionKind.Module, main)
    project.registerReflection(module, undefined, undefined)
    main.addChild(module)
  }
  for (const [i, entry] of door.entries.entries())
    fill(moduleNamed(project, 'thinned', entry), program.getSourceFile(sources[i]!)!)
}

function ownChild(module: DeclarationReflection, name: string): DeclarationReflection | undefined {
  return module.children?.find((child) => child.name === name)
}

/** The module of a package, or of one of its entries. */
function moduleNamed(project: ProjectReflection, name: string, entry = name): DeclarationReflection {
  const module = project.children!.find((child) => child.name === name)!
  return entry === name ? module : module.children!.find((child) => child.name === entry)!
}

/** What is declared under a name in a package, in any of its modules. */
function find(module: DeclarationReflection, name: string): DeclarationReflection {
  const within = [module, ...(module.children ?? []).filter(({ kind }) => kind === ReflectionKind.Module)]
  const children = within.flatMap((part) => part.children ?? [])
  const found = children.find(
    (child) => child.name === name && !child.isReference() && child.kind !== ReflectionKind.Module,
  )
  if (found === undefined) throw new Error(`thinned exports ${name}, which ${module.name} does not document.`)
  return found
}

function group(module: DeclarationReflection, headings: ReadonlyMap<DeclarationReflection, string>): void {
  const groups = ORDER.map((title) => {
    const made = new ReflectionGroup(title, module)
    made.children = [...headings].flatMap(([child, heading]) => (heading === title ? [child] : []))
    made.children.sort((a, b) => a.name.localeCompare(b.name))
    return made
  }).filter(({ children }) => children.length > 0)
  module.groups = groups
  module.children = groups.flatMap(({ children }) => children as DeclarationReflection[])
  module.childrenIncludingDocuments = module.children
}
