using System.Collections.Immutable;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MdfMetrics.Benchmarks.StartupProfile;

/// <summary>
/// Writes methods as crossgen2's --mibc takes them: a zipped assembly whose global function AssemblyDictionary names a
/// function for each group of methods that mention the same assemblies; that function has a ldtoken for each of them.
/// </summary>
internal sealed class ProfileWriter
{
    private readonly MetadataBuilder _metadata = new();
    private readonly BlobBuilder _code = new();
    private readonly MethodBodyStreamEncoder _bodies;
    private readonly BlobHandle _noParameters;
    private readonly EntityHandle _sharedTypeAssembly;
    private readonly Dictionary<Assembly, EntityHandle> _assemblies = [];
    private readonly Dictionary<Type, EntityHandle> _types = [];

    private ProfileWriter()
    {
        _bodies = new MethodBodyStreamEncoder(_code);
        var signature = new BlobBuilder();
        new BlobEncoder(signature).MethodSignature().Parameters(0, result => result.Void(), _ => { });
        _noParameters = _metadata.GetOrAddBlob(signature);
        _sharedTypeAssembly = _metadata.AddAssemblyReference(
            _metadata.GetOrAddString("System.Private.Canon"),
            new Version(0, 0, 0, 0),
            default,
            default,
            default,
            default);
    }

    public static void Write(string file, IEnumerable<ProfiledMethod> methods)
    {
        var writer = new ProfileWriter();
        writer.AddAll(methods);
        writer.Save(file);
    }

    private void AddAll(IEnumerable<ProfiledMethod> methods)
    {
        StringHandle name = _metadata.GetOrAddString("startup.mibc");
        _metadata.AddModule(0, name, default, default, default);
        _metadata.AddAssembly(name, new Version(), default, default, 0, AssemblyHashAlgorithm.None);
        _metadata.AddTypeDefinition(
            default, default, _metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1));

        var dictionary = new InstructionEncoder(new BlobBuilder());
        foreach (var group in methods
            .GroupBy(method => string.Concat(method.Assemblies.Select(assembly => assembly + ";")))
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var list = new InstructionEncoder(new BlobBuilder());
            foreach (ProfiledMethod method in group
                .OrderBy(method => method.Owner.ToString(), StringComparer.Ordinal)
                .ThenBy(method => method.Definition.MetadataToken))
            {
                AddToken(list, MethodHandle(method));
            }

            dictionary.LoadString(_metadata.GetOrAddUserString(group.Key));
            AddToken(dictionary, AddFunction("Assemblies_" + group.Key, list));
        }

        AddFunction("AssemblyDictionary", dictionary);
    }

    private static void AddToken(InstructionEncoder code, EntityHandle handle)
    {
        code.OpCode(ILOpCode.Ldtoken);
        code.Token(handle);
        code.OpCode(ILOpCode.Pop);
    }

    private MethodDefinitionHandle AddFunction(string name, InstructionEncoder code) => _metadata.AddMethodDefinition(
        MethodAttributes.Public | MethodAttributes.Static,
        MethodImplAttributes.IL,
        _metadata.GetOrAddString(name),
        _noParameters,
        _bodies.AddMethodBody(code),
        default);

    private EntityHandle MethodHandle(ProfiledMethod method)
    {
        MethodBase definition = method.Definition;
        ParameterInfo[] parameters = definition.GetParameters();
        var signature = new BlobBuilder();
        new BlobEncoder(signature)
            .MethodSignature(default, method.Arguments.Count, isInstanceMethod: !definition.IsStatic)
            .Parameters(
                parameters.Length,
                result => EncodeResult(result, (definition as MethodInfo)?.ReturnParameter),
                encoder =>
                {
                    foreach (ParameterInfo parameter in parameters)
                    {
                        ParameterTypeEncoder next = encoder.AddParameter();
                        EncodeModifiers(next.CustomModifiers(), parameter);
                        EncodeType(next.Type(parameter.ParameterType.IsByRef), parameter.ParameterType);
                    }
                });
        MemberReferenceHandle reference = _metadata.AddMemberReference(
            TypeHandle(method.Owner),
            _metadata.GetOrAddString(definition.Name),
            _metadata.GetOrAddBlob(signature));
        if (method.Arguments.Count == 0)
        {
            return reference;
        }

        var instantiation = new BlobBuilder();
        GenericTypeArgumentsEncoder arguments =
            new BlobEncoder(instantiation).MethodSpecificationSignature(method.Arguments.Count);
        foreach (Type argument in method.Arguments)
        {
            EncodeType(arguments.AddArgument(), argument);
        }

        return _metadata.AddMethodSpecification(reference, _metadata.GetOrAddBlob(instantiation));
    }

    private void EncodeResult(ReturnTypeEncoder result, ParameterInfo? parameter)
    {
        if (parameter is null)
        {
            result.Void();
            return;
        }

        EncodeModifiers(result.CustomModifiers(), parameter);
        if (parameter.ParameterType == typeof(void))
        {
            result.Void();
        }
        else
        {
            EncodeType(result.Type(parameter.ParameterType.IsByRef), parameter.ParameterType);
        }
    }

    private void EncodeModifiers(CustomModifiersEncoder encoder, ParameterInfo parameter)
    {
        foreach (Type modifier in parameter.GetRequiredCustomModifiers())
        {
            encoder.AddModifier(TypeHandle(modifier), isOptional: false);
        }
    }

    private void EncodeType(SignatureTypeEncoder encoder, Type type)
    {
        if (type.IsByRef)
        {
            EncodeType(encoder, type.GetElementType()!);
        }
        else if (type.IsPointer)
        {
            Type element = type.GetElementType()!;
            if (element == typeof(void))
            {
                encoder.VoidPointer();
            }
            else
            {
                EncodeType(encoder.Pointer(), element);
            }
        }
        else if (type.IsSZArray)
        {
            EncodeType(encoder.SZArray(), type.GetElementType()!);
        }
        else if (type.IsGenericMethodParameter)
        {
            encoder.GenericMethodTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsGenericTypeParameter)
        {
            encoder.GenericTypeParameter(type.GenericParameterPosition);
        }
        else if (type.IsGenericType)
        {
            Type[] arguments = type.GetGenericArguments();
            GenericTypeArgumentsEncoder encoded = encoder.GenericInstantiation(
                TypeHandle(type.GetGenericTypeDefinition()), arguments.Length, type.IsValueType);
            foreach (Type argument in arguments)
            {
                EncodeType(encoded.AddArgument(), argument);
            }
        }
        else if (Primitive(type) is { } primitive)
        {
            encoder.PrimitiveType(primitive);
        }
        else
        {
            encoder.Type(TypeHandle(type), type.IsValueType);
        }
    }

    private static PrimitiveTypeCode? Primitive(Type type) =>
        type == typeof(object) ? PrimitiveTypeCode.Object
        : type == typeof(string) ? PrimitiveTypeCode.String
        : type == typeof(nint) ? PrimitiveTypeCode.IntPtr
        : type == typeof(nuint) ? PrimitiveTypeCode.UIntPtr
        : type == typeof(TypedReference) ? PrimitiveTypeCode.TypedReference
        : type.IsPrimitive ? Enum.Parse<PrimitiveTypeCode>(type.Name)
        : null;

    private EntityHandle TypeHandle(Type type)
    {
        if (_types.TryGetValue(type, out EntityHandle known))
        {
            return known;
        }

        EntityHandle handle;
        if (type.IsArray || type.IsConstructedGenericType)
        {
            var signature = new BlobBuilder();
            EncodeType(new BlobEncoder(signature).TypeSpecificationSignature(), type);
            handle = _metadata.AddTypeSpecification(_metadata.GetOrAddBlob(signature));
        }
        else
        {
            handle = _metadata.AddTypeReference(
                type.DeclaringType is { } outer ? TypeHandle(outer)
                    : type.FullName == ProfiledMethod.SharedType ? _sharedTypeAssembly
                    : AssemblyHandle(type.Assembly),
                type.IsNested || type.Namespace is null ? default : _metadata.GetOrAddString(type.Namespace),
                _metadata.GetOrAddString(type.Name));
        }

        return _types[type] = handle;
    }

    private EntityHandle AssemblyHandle(Assembly assembly)
    {
        if (!_assemblies.TryGetValue(assembly, out EntityHandle handle))
        {
            AssemblyName name = assembly.GetName();
            handle = _metadata.AddAssemblyReference(
                _metadata.GetOrAddString(name.Name!),
                name.Version!,
                default,
                _metadata.GetOrAddBlob(ImmutableArray.Create(name.GetPublicKeyToken() ?? [])),
                default,
                default);
            _assemblies.Add(assembly, handle);
        }

        return handle;
    }

    private void Save(string file)
    {
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(_metadata), _code)
            .Serialize(image);
        using ZipArchive archive = new(File.Create(file), ZipArchiveMode.Create);
        ZipArchiveEntry entry = archive.CreateEntry(Path.GetFileName(file) + ".dll", CompressionLevel.SmallestSize);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        image.WriteContentTo(stream);
    }
}
