using System.Collections;
using System.Collections.Specialized;

namespace MdfMetrics.Tests.Model;

/// <summary>JSON columns as dictionaries.</summary>
public sealed class JsonMapTests
{
    [Fact]
    public void FromJson_Object_HasItsMembersInOrderAndWithoutRegardToCase()
    {
        JsonMap map = JsonMap.FromJson("""{"Zeta":1,"alpha":{"in":[1.5,"x",null,true]},"ü":"ß"}""")!;

        Assert.Equal(["Zeta", "alpha", "ü"], map.Keys.Cast<string>());
        Assert.Equal(1L, map["zeta"]);
        Assert.Equal([1.5, "x", null, true], (object?[])((IDictionary)map["ALPHA"]!)["in"]!);
        Assert.Equal("""{"Zeta":1,"alpha":{"in":[1.5,"x",null,true]},"ü":"ß"}""", map.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    public void FromJson_NoObject_IsKeptAndHasNoKeys(string text)
    {
        JsonMap map = JsonMap.FromJson(text)!;

        Assert.Empty(map);
        Assert.Equal(text, map.ToString());
    }

    [Fact]
    public void FromDictionary_NumbersThatAreNone_AreNull()
    {
        var values = new OrderedDictionary { ["nan"] = double.NaN, ["inf"] = float.PositiveInfinity, ["n"] = 0.5 };

        Assert.Equal("""{"nan":null,"inf":null,"n":0.5}""", JsonMap.FromDictionary(values)!.ToString());
    }

    [Fact]
    public void FromDictionary_DeeperThanAnyoneNests_EndsInText()
    {
        var values = new Hashtable();
        for (int i = 0; i < 200; i++)
        {
            values = new Hashtable { ["in"] = values };
        }

        string json = JsonMap.FromDictionary(values)!.ToString();

        Assert.StartsWith("""{"in":{"in":""", json, StringComparison.Ordinal);
        Assert.NotEmpty(JsonMap.FromJson(json)!);
    }

    [Fact]
    public void Merge_SameName_TheNewerStands()
    {
        JsonMap merged = JsonMap.Merge(JsonMap.FromJson("""{"a":1,"b":2}"""), JsonMap.FromJson("""{"B":3,"c":4}"""))!;

        Assert.Equal([1L, 3L, 4L], merged.Values.Cast<object>());
        Assert.Null(JsonMap.Merge(null, null));
    }
}
