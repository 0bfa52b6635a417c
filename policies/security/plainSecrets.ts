/**
 * Whether a text shows a secret: a URL with a password or a token, a Slack webhook (its path is the secret), an access key
 * id of AWS, a private key. Only shapes that nothing harmless has, because a find stops the deployment.
 */
export function showsSecret(text: string): boolean {
  return SECRETS.some((secret) => secret.test(text));
}

const SECRETS: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\/[^\s/:@"]+:[^\s/@"]+@/i,
  /[?&;](?:[a-z0-9]+[_-])*(?:token|secret|password|passwd|pwd|sig|signature|api[_-]?key|auth[_-]?key|key)=[^\s&"$]{6,}/i,
  /hooks\.slack\.com\/services\/[^\s"]{10,}/i,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];
