using System.Reflection;
using System.Reflection.Emit;

namespace BnLab.Tests.Architecture;

/// <summary>Which types of an assembly use which others of it, read from the compiled signatures, fields and method bodies.</summary>
internal static class TypeReferences
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OperandType> Operands =
        typeof(OpCodes).GetFields().Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value, code => code.OperandType);

    /// <summary>Pairs of user and used. Nested types, and what the compiler generates, count to the type around them.</summary>
    public static IEnumerable<(Type User, Type Used)> Of(Assembly assembly) =>
        (from type in assembly.GetTypes()
         from used in UsedBy(type).OfType<Type>().SelectMany(Parts)
         where used.Assembly == assembly && used.Namespace is not null // which helpers of the compiler do not have
         select (User: Outermost(type), Used: Outermost(used))).Where(pair => pair.User != pair.Used).Distinct();

    private static IEnumerable<Type?> UsedBy(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.GetFields(Declared).Select(field => field.FieldType),
        .. type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).SelectMany(UsedBy),
    ];

    private static IEnumerable<Type?> UsedBy(MethodBase method)
    {
        var body = method.GetMethodBody();
        return
        [
            (method as MethodInfo)?.ReturnType,
            .. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. body?.LocalVariables.Select(local => local.LocalType) ?? [],
            .. NamedIn(body?.GetILAsByteArray() ?? [], method),
        ];
    }

    /// <summary>The types, and the owners of the fields and methods, that instructions name.</summary>
    private static IEnumerable<Type?> NamedIn(byte[] code, MethodBase method)
    {
        for (int at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == OpCodes.Prefix1.Value) value = (value << 8) | code[at++];
            var operand = Operands[unchecked((short)value)];
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(
                    BitConverter.ToInt32(code, at), method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
                yield return member as Type ?? member!.DeclaringType;
                foreach (var argument in member is MethodInfo { IsGenericMethod: true } called ? called.GetGenericArguments() : []) yield return argument;
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    /// <summary>A type with the types that it is built of: elements and type arguments.</summary>
    private static IEnumerable<Type> Parts(Type type) => type switch
    {
        { IsGenericParameter: true } => [],
        { HasElementType: true } => Parts(type.GetElementType()!),
        _ => type.GetGenericArguments().SelectMany(Parts).Prepend(type),
    };

    private static Type Outermost(Type type) => type.DeclaringType is { } around ? Outermost(around) : type;
}
