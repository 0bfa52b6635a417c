/** What is told to AWS, and asked of it again when it changes. */
export interface AccountDetails {
  /** MARKETING or TRANSACTIONAL. */
  readonly mailType: string;
  readonly websiteUrl: string;
  /** EN or JA. */
  readonly contactLanguage: string;
  /** Whom AWS answers, besides the account's own address. */
  readonly additionalContacts: readonly string[];
}

/** The inputs of the resource. */
export interface ProductionAccessInputs extends AccountDetails {
  readonly region: string;
  readonly accountId: string;
  /** Name of the gate's parameter: what makes the request wait for the gate. */
  readonly launchGate: string;
  /** Told to AWS when a request is filed; another text alone files none. */
  readonly useCaseDescription?: string;
  /** Raised whenever the provider's code changes: otherwise a refresh would run the old code for ever. */
  readonly implementation: number;
}

/** What is told to AWS when details are filed. */
export type FiledDetails = AccountDetails & Pick<ProductionAccessInputs, "useCaseDescription">;

export interface InputProblem {
  readonly property: keyof ProductionAccessInputs;
  readonly reason: string;
}

/** How the engine writes an input that a preview cannot know. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Every problem of the inputs. Limits: SES API v2, `PutAccountDetails`. Unknown values have none yet. */
export function inputProblems(inputs: Readonly<Record<string, unknown>>): InputProblem[] {
  const problems: InputProblem[] = [];
  const expect = (
    property: InputProblem["property"],
    isRight: (value: unknown) => boolean,
    wanted: string,
  ) => {
    const value = inputs[property];
    if (value !== UNKNOWN && !isRight(value)) problems.push({ property, reason: `must be ${wanted}` });
  };
  const text = (value: unknown, pattern: RegExp) => typeof value === "string" && pattern.test(value);

  expect("region", (value) => text(value, /^[a-z0-9-]+$/), "the Region whose account is meant");
  expect("accountId", (value) => text(value, /^\d{12}$/), "the 12 digits of an account");
  expect("launchGate", (value) => text(value, /./), "the name of the LaunchGate's parameter");
  expect("mailType", (value) => text(value, /^(MARKETING|TRANSACTIONAL)$/), "MARKETING or TRANSACTIONAL");
  expect(
    "websiteUrl",
    (value) => text(value, /^https?:\/\/[^\s]+$/i) && String(value).length <= 1000,
    "an http or https address of up to 1,000 characters",
  );
  expect("contactLanguage", (value) => text(value, /^(EN|JA)$/), "EN or JA");
  expect(
    "additionalContacts",
    (value) =>
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= 4 &&
      value.every((each) => each === UNKNOWN || text(each, /^(?=.{6,254}$).+@.+$/)),
    "one to four addresses of 6 to 254 characters",
  );
  expect(
    "useCaseDescription",
    (value) => value === undefined || (typeof value === "string" && value.length <= 5000),
    "a text of up to 5,000 characters",
  );
  expect("implementation", Number.isInteger, "a whole number");
  return problems;
}

/** Which details differ; the order of contacts says nothing. */
export function differentDetails(
  a: Partial<AccountDetails>,
  b: Partial<AccountDetails>,
): (keyof AccountDetails)[] {
  const contacts = ({ additionalContacts = [] }: Partial<AccountDetails>) =>
    JSON.stringify([...additionalContacts].sort());
  return [
    ...(["mailType", "websiteUrl", "contactLanguage"] as const).filter((key) => a[key] !== b[key]),
    ...(contacts(a) === contacts(b) ? [] : (["additionalContacts"] as const)),
  ];
}
