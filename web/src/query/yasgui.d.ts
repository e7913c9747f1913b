declare module "@zazuko/yasgui" {
  const Yasgui: unknown;
  export default Yasgui;
}
