// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './crps.ts'
export * from './log-likelihood.ts'
export * from './mae.ts'
export * from './mean-variance.ts'
export * from './pinball.ts'
export * from './r2.ts'
export * from './rmse.ts'
