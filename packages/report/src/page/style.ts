/** The style of the page. */
export const style: string = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; }
.scroll { overflow-x: auto; }
`
