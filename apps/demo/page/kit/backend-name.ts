const NAMES: Readonly<Record<string, string>> = { wasm: 'WebAssembly', reference: 'the reference, in plain TypeScript' }

/** A backend in words for visitors, behind 'computed by'. */
export const backendName = (name: string): string => NAMES[name] ?? name
