// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './grid.ts'
export * from './random.ts'
export * from './successive-halving.ts'
