// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './activation-sparsity.ts'
export * from './co-adaptation.ts'
