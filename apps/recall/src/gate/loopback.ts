/** Whether an address, or the name `localhost`, is this machine's own and cannot be reached from another. */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^::ffff:/i, '');
  return address === 'localhost' || address === '::1' || /^127(\.\d{1,3}){3}$/.test(address);
}
