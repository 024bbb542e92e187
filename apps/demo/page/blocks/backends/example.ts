import { dropout, key, nn, ops, reference, wasm } from 'thinned'

const pass = nn.createPass({ mode: 'train', key: key(42) })
for (const backend of [reference, await wasm({ threads: 1 }), await wasm({ threads: 2 })]) {
  const kept = dropout({ keep: 0.5 }).forward(ops.ones([2, 6], { backend }), pass)
  console.log(backend.name, kept.readSync().join(' '))
}
