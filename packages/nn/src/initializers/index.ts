// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './constant.ts'
export * from './normal.ts'
export * from './orthogonal.ts'
export * from './variance-scaling.ts'
