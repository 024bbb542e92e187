import { wasm } from './src/index.ts'
import { ones } from '@thinned/tensor'
const b = await wasm({ threads: Number(process.env.T ?? 1) })
for (const n of [64, 1024, 131072, 1 << 20]) { const x = ones([n], { backend: b }), y = ones([n], { backend: b })
 const R = Math.max(30, 2e7 / n | 0); const ts = []
 for (const [nm, f] of [['scaledSum', () => b.kernels.scaledSum!(x.view, x.view, y.view, 0.9, 0.1)], ['reluGrad', () => b.kernels.reluGradient!(x.view, x.view, y.view, 2)], ['add', () => b.kernels.add!(x.view, x.view, y.view)]] as any) {
 let best = 1e9; for (let k = 0; k < 7; k++) { const t = performance.now(); for (let i = 0; i < R; i++) f(); best = Math.min(best, (performance.now() - t) / R) }
 console.log(n, nm, (best * 1e3).toFixed(2), 'us', (best * 1e6 / n).toFixed(3), 'ns/el') } }
process.exit(0)
