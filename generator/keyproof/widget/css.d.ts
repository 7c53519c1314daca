/** A style sheet that the bundle puts into a script, as text. */
declare module '*.css' {
  const css: string;
  export default css;
}
