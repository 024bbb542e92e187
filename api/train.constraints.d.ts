// @thinned/train/constraints

export function maxNorm(c: number): Constraint

export function nonNegative(): Constraint

export function unitNorm(): Constraint
