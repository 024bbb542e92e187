// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './absolute.ts'
export * from './normalized.ts'
export * from './quantile.ts'
