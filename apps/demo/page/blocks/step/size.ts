/** The layer that is shown. A cell is one unit for one example: example · UNITS + unit. */
export const EXAMPLES = 4
export const UNITS = 10
export const CELLS = EXAMPLES * UNITS

/** Steps of the run that can be looked at. */
export const STEPS = 200
