type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment variables of a function, and names everything that is missing or wrong at once, without the values. */
export class EnvironmentReader {
  private readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** @param wanted what the variable should be, in words */
  text(name: string, wanted: string, form = /./): string {
    const value = this.environment[name] ?? "";
    if (!form.test(value)) this.wrong(name, wanted);
    return value;
  }

  /** A JSON value of the kind that `is` tells; `otherwise` stands in for a wrong one until `finish` throws. */
  json<Value>(name: string, wanted: string, is: (value: unknown) => value is Value, otherwise: Value): Value {
    const value = parsed(this.environment[name] ?? "");
    if (is(value)) return value;
    this.wrong(name, wanted);
    return otherwise;
  }

  /** @throws Error that names every variable that was missing or wrong */
  finish(): void {
    if (this.problems.length > 0)
      throw new Error(`The function's environment does not fit: ${this.problems.join("; ")}`);
  }

  private wrong(name: string, wanted: string): void {
    const fault = this.environment[name] === undefined ? "missing" : "wrong";
    this.problems.push(`${name} is ${fault}: expected ${wanted}`);
  }
}

export function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

export function isTextMap(value: unknown): value is Record<string, string> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && isTextList(Object.values(value))
  );
}

/** Undefined, which no JSON is, when the text is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
