// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './at-output.ts'
export * from './before-batch-norm.ts'
export * from './elements-of-feature-maps.ts'
export * from './few-units.ts'
export * from './mixed-scaling.ts'
