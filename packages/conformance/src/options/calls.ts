/** A function, and arguments that it takes. */
export type Call = readonly [run: (...given: never[]) => unknown, ...given: unknown[]]

/** The public functions of a package, and the methods of what they give, by name. */
export type Calls = Readonly<Record<string, Call>>
