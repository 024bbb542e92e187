// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './mae.ts'
export * from './mean-variance.ts'
export * from './r2.ts'
export * from './rmse.ts'
