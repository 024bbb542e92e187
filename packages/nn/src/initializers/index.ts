// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './glorot.ts'
export * from './he.ts'
export * from './lecun.ts'
export * from './normal.ts'
export * from './ones.ts'
export * from './orthogonal.ts'
export * from './truncated-normal.ts'
export * from './zeros.ts'
