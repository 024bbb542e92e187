// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './isotonic-scaling.ts'
export * from './temperature-scaling.ts'
export * from './vector-scaling.ts'
