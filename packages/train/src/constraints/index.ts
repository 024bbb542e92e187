// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './max-norm.ts'
export * from './non-negative.ts'
export * from './unit-norm.ts'
