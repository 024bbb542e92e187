/** Calls a function with these options, and with other arguments that it takes. */
export type Site = (options: never) => unknown

/** Each public function of a package that takes options, by name. Options inside options have a second part: 'fit.earlyStopping'. */
export type Sites = Readonly<Record<string, Site>>

/** The options of the sites that no function of the reports has: the name of their interface, or their names. */
export type Inside = Readonly<Record<string, string | readonly string[]>>
