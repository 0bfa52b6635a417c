import type * as pulumi from "@pulumi/pulumi";
import { mayFile } from "../../checklist/review";
import { type AccountFacts, SesAccount } from "./account";
import { type AccountDetails, type ProductionAccessInputs, differentDetails, inputProblems } from "./inputs";

/** The resource as the state has it: the inputs but the text, and what AWS said last. */
export type ProductionAccessState = Omit<ProductionAccessInputs, "useCaseDescription"> & AccountFacts;

/** How often AWS is asked whether it shows what was filed; it may take a moment. */
const READ_BACKS = 3;

/**
 * Files a request for production access where none is, and follows it. Its code lies in the stack's state, from where a
 * refresh runs it, so it has no `#private` field, no field with an initial value and no schema: none survives that.
 *
 * | live state | create | details changed | read |
 * | --- | --- | --- | --- |
 * | never requested, FAILED | file, read back | file, read back | facts |
 * | anything else | adopt, file nothing | file nothing; the program warns | facts |
 *
 * Changed code alone (`implementation`) never files. Delete leaves AWS alone: a request cannot be taken back.
 */
export class ProductionAccessProvider implements pulumi.dynamic.ResourceProvider<
  ProductionAccessInputs,
  ProductionAccessState
> {
  constructor(
    private readonly sleep = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ) {}

  async check(
    _olds: unknown,
    news: ProductionAccessInputs,
  ): Promise<pulumi.dynamic.CheckResult<ProductionAccessInputs>> {
    return { inputs: news, failures: inputProblems({ ...news }) };
  }

  /** Neither the text nor the gate is compared: another text files nothing, and the gate has one name. */
  async diff(
    _id: string,
    olds: ProductionAccessState,
    news: ProductionAccessInputs,
  ): Promise<pulumi.dynamic.DiffResult> {
    const replaces = (["region", "accountId"] as const).filter((key) => olds[key] !== news[key]);
    return {
      changes:
        replaces.length > 0 ||
        olds.implementation !== news.implementation ||
        differentDetails(olds, news).length > 0,
      replaces,
    };
  }

  async create(inputs: ProductionAccessInputs): Promise<pulumi.dynamic.CreateResult<ProductionAccessState>> {
    const facts = await this.inAccount(inputs, (account) => fileOrAdopt(account, inputs));
    return { id: `${inputs.accountId}/${inputs.region}`, outs: stateOf(inputs, facts) };
  }

  async read(
    id: string,
    state?: ProductionAccessState,
  ): Promise<pulumi.dynamic.ReadResult<ProductionAccessState>> {
    if (!state)
      throw new Error(`${id} has no state to read. Let pulumi up adopt the request; it files none.`);
    return { id, props: stateOf(state, await this.inAccount(state, (account) => account.facts())) };
  }

  async update(
    _id: string,
    olds: ProductionAccessState,
    news: ProductionAccessInputs,
  ): Promise<pulumi.dynamic.UpdateResult<ProductionAccessState>> {
    const isSame = differentDetails(olds, news).length === 0;
    const facts = await this.inAccount(news, (account) =>
      isSame ? account.facts() : fileOrAdopt(account, news),
    );
    return { outs: stateOf(news, facts) };
  }

  private async inAccount(
    { region, accountId }: Pick<ProductionAccessInputs, "region" | "accountId">,
    act: (account: SesAccount) => Promise<AccountFacts>,
  ): Promise<AccountFacts> {
    const account = new SesAccount(region, this.sleep);
    try {
      await account.mustBe(accountId);
      return await act(account);
    } finally {
      account.close();
    }
  }
}

async function fileOrAdopt(account: SesAccount, inputs: ProductionAccessInputs): Promise<AccountFacts> {
  const before = await account.facts();
  if (!mayFile(before.state)) return before;
  const filing = await account.file(inputs);
  if (filing.outcome !== "unknown") return readBack(account);
  const unsure = `AWS was asked for production access, and its answer did not come (${filing.reason})`;
  const again = "Run pulumi up again in a minute: it looks first, and files only where AWS shows none.";
  let facts: AccountFacts;
  try {
    facts = await readBack(account);
  } catch (error) {
    throw new Error(`${unsure}. ${error instanceof Error ? error.message : String(error)} ${again}`);
  }
  if (mayFile(facts.state)) throw new Error(`${unsure}. It shows no new request. ${again}`);
  return facts;
}

/** What AWS shows after a request was filed. */
async function readBack(account: SesAccount): Promise<AccountFacts> {
  let facts = await account.facts();
  for (let asked = 1; asked < READ_BACKS && mayFile(facts.state); asked++) facts = await account.facts();
  return facts;
}

function stateOf(
  inputs: Omit<ProductionAccessInputs, "useCaseDescription">,
  facts: AccountFacts,
): ProductionAccessState {
  const { region, accountId, launchGate, implementation } = inputs;
  const { mailType, websiteUrl, contactLanguage, additionalContacts }: AccountDetails = inputs;
  return {
    region,
    accountId,
    launchGate,
    implementation,
    mailType,
    websiteUrl,
    contactLanguage,
    additionalContacts,
    ...facts,
  };
}
