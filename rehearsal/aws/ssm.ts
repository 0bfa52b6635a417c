import type { PutParameterRequest } from "@aws-sdk/client-ssm";
import { arnOf } from "../providers/aws";
import type { Cloud, LiveObject } from "../providers/cloud";
import { PARAMETER } from "../providers/handlers/names";
import { textOf } from "../providers/values";
import { AwsError, type Scope, scopeName, targetService } from "./protocol";

/** AWS Systems Manager Parameter Store. */
export const ssm = targetService("SSM", "AmazonSSM", {
  GetParameter: getParameter,
  PutParameter: putParameter,
  DeleteParameter: deleteParameter,
});

function getParameter(
  cloud: Cloud,
  scope: Scope,
  { Name: name, WithDecryption: decrypts = false }: { Name: string; WithDecryption?: boolean },
): object {
  const { properties } = found(cloud, scope, name);
  const { type, value, insecureValue, version, arn, dataType } = properties;
  return {
    Parameter: {
      Name: name,
      Type: type,
      Value: type === "SecureString" && !decrypts ? "AQICAH" : (value ?? insecureValue),
      Version: version,
      ARN: arn,
      DataType: dataType ?? "text",
    },
  };
}

/** Writes a parameter as anybody does who is not the program. */
export function putParameter(cloud: Cloud, scope: Scope, input: PutParameterRequest): object {
  const { Name: name = "", Value: value = "", Type: type, Overwrite: overwrites = false } = input;
  const key = keyOf(scope, name);
  const before = cloud.get(key);
  if (before && !overwrites)
    throw new AwsError(
      400,
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  if (!before && type === undefined)
    throw new AwsError(
      400,
      "ValidationException",
      "A parameter type is required when you create a parameter.",
    );
  const version = Number(before?.properties["version"] ?? 0) + 1;
  const property = before && "insecureValue" in before.properties ? "insecureValue" : "value";
  cloud.put({
    ...key,
    properties: {
      name,
      arn: arnOf("ssm", key, name.startsWith("/") ? `parameter${name}` : `parameter/${name}`),
      dataType: "text",
      tier: "Standard",
      ...before?.properties,
      ...(type !== undefined && { type }),
      [property]: value,
      version,
    },
    hidden: before?.hidden ?? {},
  });
  cloud.record({ provider: "aws", op: before ? "update" : "create", type: PARAMETER, id: name });
  return { Version: version, Tier: "Standard" };
}

export function deleteParameter(cloud: Cloud, scope: Scope, { Name: name }: { Name: string }): object {
  cloud.delete(found(cloud, scope, name));
  cloud.record({ provider: "aws", op: "delete", type: PARAMETER, id: name });
  return {};
}

function found(cloud: Cloud, scope: Scope, name: string): LiveObject {
  const parameter = cloud.get(keyOf(scope, name));
  if (!parameter) throw new AwsError(400, "ParameterNotFound", `Parameter ${textOf(name)} not found.`);
  return parameter;
}

function keyOf(scope: Scope, name: string) {
  return { type: PARAMETER, scope: scopeName(scope), id: name };
}
