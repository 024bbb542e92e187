// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './auroc.ts'
export * from './average-precision.ts'
export * from './false-positive-rate.ts'
