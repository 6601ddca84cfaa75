namespace Krait.Guests;

/// <summary>What is known about an interpreter and its place on this machine.</summary>
/// <param name="Interpreter">Which one.</param>
/// <param name="Version">Its own version, e.g. <c>3.14.2</c>.</param>
/// <param name="PackageName">The npm package that brings it.</param>
/// <param name="PackageVersion">That package's version.</param>
/// <param name="Licenses">Names of the licences, and what each is for.</param>
/// <param name="Notice">The notice that goes with copies of it.</param>
/// <param name="PackageBytes">Bytes of its files that are fetched; 0 where they are not.</param>
/// <param name="PreparedBytes">Bytes of what is prepared for this version of Krait and .NET; 0 where nothing is.</param>
/// <param name="IsPrepared">Whether it is compiled and started, see <see cref="PythonGuests.Prepare"/>.</param>
public sealed record PythonGuestInfo(
    PythonInterpreter Interpreter,
    string Version,
    string PackageName,
    string PackageVersion,
    string Licenses,
    string Notice,
    long PackageBytes,
    long PreparedBytes,
    bool IsPrepared);
