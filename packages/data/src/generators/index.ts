// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './blobs.ts'
export * from './circles.ts'
export * from './friedman1.ts'
export * from './friedman2.ts'
export * from './heteroscedastic.ts'
export * from './linear-regression.ts'
export * from './spirals.ts'
export * from './two-moons.ts'
