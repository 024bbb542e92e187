// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './impute.ts'
export * from './min-max.ts'
export * from './one-hot.ts'
export * from './standardize.ts'
